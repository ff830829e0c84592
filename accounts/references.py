"""References people read out over the phone: random, short, no letters that sound alike."""

import secrets
from collections.abc import Callable
from operator import attrgetter
from typing import Any

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference(prefix: str) -> str:
    """A reference such as E-7K3M2Q9X; eight characters of thirty, so guessing one is hopeless."""
    return f"{prefix}-{''.join(secrets.choice(ALPHABET) for _ in range(8))}"


def episode_reference() -> str:
    return new_reference("E")


def person_reference() -> str:
    return new_reference("P")


def meeting_reference() -> str:
    return new_reference("M")


def interview_reference() -> str:
    return new_reference("R")


def paper_reference() -> str:
    return new_reference("D")


def leave_reference() -> str:
    return new_reference("L")


def sharing_reference() -> str:
    return new_reference("S")


def file_reference() -> str:
    return new_reference("F")


def need_reference() -> str:
    return new_reference("N")


def finder(model: Any, person: str = "person_id") -> Callable[[str], tuple[Any, int | None] | None]:
    """For `hooks.RECORDS`: the row of a reference and whose it is, `person` being the way there."""

    def find(ref: str) -> tuple[Any, int | None] | None:
        row = model._default_manager.filter(reference=ref).first()
        return None if row is None else (row, attrgetter(person)(row))

    return find


def emergency_reference() -> str:
    return new_reference("A")
