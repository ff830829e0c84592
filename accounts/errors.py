"""What a service or a move says when it does not do what it was asked.

Views and the API turn each into the same answer, so that a rule is worded once.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError


class Refused(Exception):
    """In your sight, but not yours to do. The reason is a sentence for the person who asked.

    `act` and `about` go into the audit trail, which the page or the API writes after the
    refused transaction has been rolled back.
    """

    def __init__(
        self, reason: str, *, who_can_help: str = "", act: str = "", about: Any = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.who_can_help = who_can_help
        self.act = act
        self.about = about


class Invalid(ValidationError):
    """What was sent cannot be right. Sentences by field; `__all__` is for the whole form."""

    def __init__(self, errors: Mapping[str, str | Sequence[str]]) -> None:
        super().__init__(
            {name: [said] if isinstance(said, str) else list(said) for name, said in errors.items()}
        )

    @property
    def errors(self) -> dict[str, list[str]]:
        return dict(self.message_dict)


class Conflict(Exception):
    """Somebody saved the same thing first. `theirs` is what they saved, to be shown beside ours."""

    def __init__(self, reason: str = "", *, theirs: Any = None) -> None:
        self.reason = reason or "Someone else changed this while you were working on it."
        self.theirs = theirs
        super().__init__(self.reason)


class Moved(Exception):
    """What stood under the reference `old` stands under `new` now: pages and the API lead there."""

    def __init__(self, *, old: str, new: str) -> None:
        self.old, self.new = old, new
        super().__init__(f"{old} has been merged into {new}")

    def address(self, full_path: str) -> str:
        """The same address with the new reference; empty where the old one is not in it."""
        return full_path.replace(self.old, self.new) if self.old in full_path else ""


MERGED = "This record was merged into another while you were working on it. Open it again."


def was_merged(error: Exception) -> bool:
    """Whether the database refused a row for a person whose record was merged into another."""
    diag = getattr(error.__cause__, "diag", None)
    return getattr(diag, "constraint_name", None) == "person_was_merged"


def add_errors_to(form: Any, invalid: ValidationError) -> None:
    """Put each sentence on the form's field of that name, and the rest on top of the form."""
    for name, sentences in invalid.message_dict.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)
