"""A child that must not outlive its parent."""

import ctypes
import signal
import sys
from collections.abc import Callable


def dies_with_parent(by: signal.Signals) -> Callable[[], None]:
    """For `preexec_fn`: the kernel signals the child when its parent dies, even by `kill -9`.

    Linux only; elsewhere it does nothing. It has to run after a change of user, which undoes it.
    """

    def ask_the_kernel() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(1, by)  # 1: PR_SET_PDEATHSIG

    return ask_the_kernel
