"""A copy of a paper with parts left out, for partners (domain: Sharing).

The whole paper stays as it was made; the copy is a paper of its own, says which parts it leaves out
and of which paper it is a copy, and is given and kept like any other.
"""

from typing import Any

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid
from accounts.models import User
from cases.hooks import PAPERS, Parts
from cases.models import Paper

Content = dict[str, Any]


def parts_of(paper: Paper) -> dict[str, str]:
    """Key and title of each part of this paper that can be left out; empty where none can."""
    parts = PAPERS[paper.kind].parts
    return parts.of(paper.content) if parts else {}


def left_out(paper: Paper) -> list[str]:
    """The titles of the parts that this copy leaves out; empty for a whole paper."""
    kept: list[str] = paper.content.get("left_out", [])
    return kept


@transaction.atomic
def leave_out(*, paper: Paper, keys: list[str], by: User) -> Paper:
    """Ask for the copy without these parts. It tells how things stood when the whole was made."""
    parts, here = PAPERS[paper.kind].parts, parts_of(paper)
    if parts is None or not keys or set(keys) - set(here):
        raise Invalid({"keys": "Select what to leave out"})
    gone = [title for key, title in here.items() if key in keys]
    content = parts.without(paper.content, frozenset(keys)) | {
        "left_out": left_out(paper) + gone,
        "made_from": paper.content.get("made_from", paper.reference),
    }
    made = Paper.objects.create(
        kind=paper.kind, person=paper.person, about_ref=paper.about_ref, content=content,
        asked_by=by, asked_at=paper.asked_at,
    )  # fmt: skip
    audit.record(
        "paper.parts_left_out", by=by, about=made, person_id=made.person_id, kind=made.kind,
        of=paper.reference, parts=", ".join(gone),
    )  # fmt: skip
    return made


def sections_in(content: Content) -> dict[str, str]:
    """The sections of a long form that hold something."""
    return {
        one.get("key", one["title"]): one["title"]
        for one in content["sections"]
        if one["answers"] or one.get("rows")
    }


def without_sections(content: Content, keys: frozenset[str]) -> Content:
    left = [one for one in content["sections"] if one.get("key", one["title"]) not in keys]
    return content | {"sections": left}


# For a paper that is a long form and nothing else.
BY_SECTION = Parts(of=sections_in, without=without_sections)
