"""Where rooms above reach into `accounts`: typed lists, filled in their AppConfig.ready()."""

from collections.abc import Callable
from typing import Any

# How many things wait to be read by this user: the number beside the bell. (user) -> count.
UNREAD: list[Callable[[Any], int]] = []
# How somebody is told of what was done to their own account. (user, template, what).
TELL: list[Callable[[Any, str, str], None]] = []
# The record of a reference, whoever asks, and whose it is: (row, person id). By the letters that a
# reference begins with, "E-". For the trail alone: what a user may see, the rooms' doors say.
RECORDS: dict[str, Callable[[str], tuple[Any, int | None] | None]] = {}

# The references of people by their numbers, for the trail: (numbers) -> {number: reference}.
PERSON_REFERENCES: list[Callable[[Any], dict[int, str]]] = []

# Told, in the transaction of a suspension, whose account it is: (user, by=). What was opened to
# them by name ends for good.
SUSPENDED: list[Callable[..., None]] = []
