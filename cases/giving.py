"""Giving something outside: the copy leaves and its sharing is recorded, in one transaction."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.errors import Invalid
from accounts.models import User
from cases.hooks import PAPERS
from cases.leaving_out import left_out
from cases.models import Paper
from govuk import words
from people import file_queries
from people.models import Organisation, Person, Sharing, StoredFile
from people.queries import people_of
from people.sharing import record_sharing


@dataclass(frozen=True)
class Gift:
    """What is given: about whom, what it is called, its bytes and where they come from.

    A hand-over sheet is about everybody on it: each gets a line on their sharing record that names
    the sheet, but no copy, for it tells of the others too. The sheet itself is kept as it went.
    """

    people: list[Person]
    what: str
    source: str
    media_type: str
    content: bytes
    paper: Paper | None = None

    @property
    def person(self) -> Person | None:
        """The one person it is about; None for a sheet."""
        return None if self.paper and self.paper.person is None else self.people[0]


def of_paper(paper: Paper) -> Gift:
    """An official paper as it was made; fetched with its PDF."""
    title = PAPERS[paper.kind].title
    people = [paper.person] if paper.person else people_of(paper.content.get("people", []))
    partly = ", with parts left out," if left_out(paper) else ""
    return Gift(
        people=people,
        what=f"{title}{partly} as things stood {words.when(paper.asked_at)}",
        source=paper.reference,
        media_type="application/pdf",
        content=bytes(paper.pdf or b""),
        paper=paper,
    )


def of_file(file: StoredFile) -> Gift | None:
    """A photo or document; None where it was removed."""
    content = file_queries.content_of(file)
    if content is None:
        return None
    taken = f", taken {words.day(file.taken_on)}" if file.taken_on else ""
    return Gift(
        people=[file.person],
        what=f"{file.get_purpose_display()}: {file.title}{taken}"[:300],
        source=file.reference,
        media_type=file.media_type,
        content=content,
    )


def named(refusal: Invalid, person: Person) -> Invalid:
    """What cannot be for one of several, with the name of whom it is about."""
    return Invalid(
        {field: [f"{person.name}: {said}" for said in all_said] for field, all_said in
         refusal.errors.items()}
    )  # fmt: skip


@transaction.atomic
def give(
    *, gift: Gift, by: User, kind: str, recipients: list[str],
    to_organisation: Organisation | None, **why: Any,
) -> list[Sharing]:  # fmt: skip
    """One sharing for each who is given it. What their kind of paper does besides is done too.

    The organisation that is chosen is that of whoever is typed in, who is the last.
    """
    alone = gift.person is not None
    copy: dict[str, Any] = {"copy": gift.content, "media_type": gift.media_type} if alone else {}
    made = []
    for person in gift.people:
        for to_whom in recipients:
            try:
                sharing = record_sharing(
                    by=by, person=person, kind=kind, what=gift.what, to_whom=to_whom,
                    to_organisation=to_organisation if to_whom == recipients[-1] else None,
                    source=gift.source, **copy, **why,
                )  # fmt: skip
            except Invalid as refusal:
                raise refusal if alone else named(refusal, person) from None
            made.append(sharing)
    given = PAPERS[gift.paper.kind].given if gift.paper else None
    if given is not None and gift.paper is not None:
        for sharing in made:
            given(ref=gift.paper.about_ref, sharing=sharing, by=by)
    return made
