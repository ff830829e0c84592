"""Where rooms above reach into `accounts`: typed lists, filled in their AppConfig.ready()."""

from collections.abc import Callable
from typing import Any

# How many things wait to be read by this user: the number beside the bell. (user) -> count.
UNREAD: list[Callable[[Any], int]] = []
# How somebody is told of what was done to their own account. (user, template, what).
TELL: list[Callable[[Any, str, str], None]] = []
