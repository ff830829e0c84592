"""Giving something outside: the copy leaves and its sharing is recorded, in one transaction."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import User
from cases.hooks import PAPERS
from cases.models import Paper
from govuk import words
from people import file_queries
from people.models import Organisation, Person, Sharing, StoredFile
from people.sharing import record_sharing


@dataclass(frozen=True)
class Gift:
    """What is given: whose it is, what it is called, its bytes and where they come from."""

    person: Person
    what: str
    source: str
    media_type: str
    content: bytes
    paper: Paper | None = None


def of_paper(paper: Paper) -> Gift:
    """An official paper as it was made; fetched with its PDF."""
    title = PAPERS[paper.kind].title
    return Gift(
        person=paper.person,
        what=f"{title} as things stood {words.when(paper.asked_at)}",
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
        person=file.person,
        what=f"{file.get_purpose_display()}: {file.title}{taken}"[:300],
        source=file.reference,
        media_type=file.media_type,
        content=content,
    )


@transaction.atomic
def give(
    *, gift: Gift, by: User, kind: str, recipients: list[str],
    to_organisation: Organisation | None, **why: Any,
) -> list[Sharing]:  # fmt: skip
    """One sharing for each who is given it. What their kind of paper does besides is done too.

    The organisation that is chosen is that of whoever is typed in, who is the last.
    """
    made = [
        record_sharing(
            by=by, person=gift.person, kind=kind, what=gift.what, to_whom=to_whom,
            to_organisation=to_organisation if to_whom == recipients[-1] else None,
            copy=gift.content, media_type=gift.media_type, source=gift.source, **why,
        )
        for to_whom in recipients
    ]  # fmt: skip
    given = PAPERS[gift.paper.kind].given if gift.paper else None
    if given is not None and gift.paper is not None:
        for sharing in made:
            given(ref=gift.paper.about_ref, sharing=sharing, by=by)
    return made
