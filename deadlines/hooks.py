"""Where the room above tells the clockwork who owns a role's duty: one typed list, filled in
ready()."""

from collections.abc import Callable

# Given pairs (role, person_id), answers who holds that role's duty for that person today.
# Never empty for a pair: a duty without an owner falls to the MASH manager, out of hours to EDT
# (domain).
OwnersOf = Callable[[set[tuple[str, int]]], dict[tuple[str, int], set[int]]]
OWNERS: list[OwnersOf] = []
