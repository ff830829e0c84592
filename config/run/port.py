"""The port the product listens on."""

import os
import socket


def chosen_port() -> int:
    """`make run PORT=8123`, or 8000."""
    chosen = os.environ.get("PORT") or "8000"
    if not chosen.isdigit() or not 0 < int(chosen) < 65536:
        raise SystemExit(f"PORT is {chosen!r}. It must be a number between 1 and 65535.")
    return int(chosen)


def refuse_if_taken(port: int) -> None:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError as error:
            raise SystemExit(
                f"Port {port} cannot be used: {error.strerror}. If Homeward is already running "
                f"there, use it or stop it. Or choose another port: make run PORT={port + 1}"
            ) from None
