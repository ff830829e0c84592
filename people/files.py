"""Keeping, giving and removing photos and documents (way 15).

What comes in is looked at by its content, never by its name, and made anew in a process of its
own (`people.darkroom`), so that what is kept is only what can be seen.
"""

import hashlib
import json
import os
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

import filetype
from django.conf import settings
from django.db import transaction

from accounts import audit
from accounts.clock import now, today
from accounts.errors import Invalid, Refused
from accounts.models import User
from accounts.policy import may
from people import file_queries
from people import file_rules as rules
from people.models import Person, StoredFile

DARKROOM_REFUSED = 3  # people.darkroom.REFUSED: that module is never imported here
WALL_SECONDS = 20  # well within what a web worker is given
# All the darkroom may know of this machine: where its programs are.
SURROUNDINGS = ("PATH", "HOME", "LANG", "TMPDIR")


@dataclass(frozen=True)
class Clean:
    """A file made anew, and what is known of it."""

    content: bytes
    small: bytes | None
    facts: dict[str, Any]


def keep(
    *,
    person: Person,
    content: bytes,
    name: str,
    purpose: str,
    by: User,
    taken_on: date | None = None,
) -> StoredFile:
    """Check it, make it anew and keep it for this person; `name` is its title.

    The making takes seconds, so it is done before the transaction is opened. Raises Invalid with
    a sentence at `file`, `name`, `purpose` or `taken_on`.
    """
    kind = check(purpose=purpose, taken_on=taken_on)
    return put(
        person=person, clean=made_anew(content, kind=kind), name=name, purpose=purpose, by=by,
        taken_on=taken_on,
    )  # fmt: skip


def check(*, purpose: str, taken_on: date | None) -> str:
    """What can be said before the file is looked at; answers its kind."""
    if purpose not in rules.PURPOSES:
        raise Invalid({"purpose": "Select what it is"})
    kind = rules.PURPOSES[purpose].kind
    if kind == "photo" and taken_on is not None and taken_on > today():
        raise Invalid({"taken_on": "The date the photo was taken must be today or in the past"})
    return kind


def made_anew(content: bytes, *, kind: str) -> Clean:
    """The same picture or pages and nothing else; Invalid at `file` for what cannot be kept."""
    try:
        recognise(content, kind=kind)
        return _in_the_darkroom(content, kind=kind)
    except rules.Unusable as refusal:
        raise Invalid({"file": str(refusal)}) from None


def recognise(content: bytes, *, kind: str) -> None:
    """By its content: a photo we can show, or a PDF; else the sentence that says what to do."""
    if not content:
        raise rules.Unusable(rules.EMPTY)
    if len(content) > rules.COMES_IN:
        raise rules.Unusable(rules.TOO_LARGE)
    found = filetype.guess(content)
    mime = found.mime if found else ""
    if kind == "photo":
        if mime in {"image/heic", "image/heif"}:
            raise rules.Unusable(rules.HEIC)
        if mime == "image/apng":
            raise rules.Unusable(rules.MOVING)
        if mime not in {"image/jpeg", "image/png", "image/webp"}:
            raise rules.Unusable(rules.NOT_A_PHOTO)
    elif mime != "application/pdf":
        raise rules.Unusable(rules.NOT_A_PDF)


def _in_the_darkroom(content: bytes, *, kind: str) -> Clean:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "people.darkroom", "photo" if kind == "photo" else "pdf"],
            input=content,
            capture_output=True,
            cwd=settings.BASE_DIR,
            env={name: os.environ[name] for name in SURROUNDINGS if name in os.environ},
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise rules.Unusable(rules.UNREADABLE) from None
    if done.returncode == DARKROOM_REFUSED:
        raise rules.Unusable(done.stderr.decode(errors="replace")[:300])
    if done.returncode < 0:  # stopped by its limits: of time, or by a decoder that fell over
        raise rules.Unusable(rules.UNREADABLE)
    done.check_returncode()
    line, _, rest = done.stdout.partition(b"\n")
    facts = json.loads(line)
    first, *others = facts.pop("parts")
    if first > rules.KEPT:
        raise rules.Unusable(rules.TOO_LARGE_AFTERWARDS)
    return Clean(rest[:first], rest[first:] if others else None, facts)


def put(
    *,
    person: Person,
    clean: Clean,
    name: str,
    purpose: str,
    by: User,
    taken_on: date | None = None,
) -> StoredFile:
    """Keep what was made anew. The person's row is the lock: the same file twice is kept once."""
    kind = check(purpose=purpose, taken_on=taken_on)
    title = title_of(name) or rules.PURPOSES[purpose].label
    digest = hashlib.sha256(clean.content).hexdigest()
    with transaction.atomic():
        Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        same = file_queries.same_file(person.pk, digest)
        if same is not None:
            raise Invalid({"file": f"This file is on the record already: {same.title}"})
        kept = StoredFile.objects.create(
            person=person, kind=kind, purpose=purpose, title=title, by=by, at=now(),
            taken_on=taken_on if kind == "photo" else None, media_type=rules.MEDIA_TYPES[kind],
            sha256=digest, size=len(clean.content), content=clean.content, small=clean.small,
            **clean.facts,
        )  # fmt: skip
        audit.record(
            "file.kept", by=by, about=kept, person_id=person.pk,
            what=rules.PURPOSES[purpose].label.lower(), sha256=digest,
        )  # fmt: skip
    return kept


def title_of(name: str) -> str:
    """A title that can be read: no folders, nothing that is not seen or turns the text around."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(one for one in last if unicodedata.category(one)[0] != "C")
    return " ".join(seen.split())[:200]


def may_remove(user: User, file: StoredFile) -> bool:
    """Whoever uploaded it, within 24 hours; a manager at any time."""
    mine = file.by_id == user.pk and now() - file.at <= rules.SECOND_THOUGHTS
    return file.removed_at is None and (mine or may(user, "remove_file").ok)


def require_may_remove(user: User, file: StoredFile) -> None:
    """Refuse in words where `may_remove` says no."""
    if file.removed_at is not None:
        raise Refused("This file was removed already.")
    if not may_remove(user, file):
        raise Refused(
            "A file can be removed by whoever uploaded it, within 24 hours.",
            who_can_help="A manager can remove it at any time.",
            act="remove_file",
            about=file,
        )


def remove(*, file: StoredFile, why: str, by: User) -> StoredFile:
    """Take the content away for good; the row, its digest, who and why stay (by rule alone)."""
    if not why.strip():
        raise Invalid({"why": "Enter why it is removed"})
    with transaction.atomic():
        held = StoredFile.objects.select_for_update(of=("self",)).defer("content", "small")
        row = held.get(pk=file.pk)
        require_may_remove(by, row)
        row.content = row.small = None
        row.removed_at, row.removed_by, row.removed_why = now(), by, why.strip()
        row.save(update_fields=["content", "small", "removed_at", "removed_by", "removed_why"])
        audit.record(
            "file.removed", by=by, about=row, person_id=row.person_id, reason=row.removed_why,
            title=row.title, sha256=row.sha256,
        )  # fmt: skip
    return row


def record_given(*, file: StoredFile, by: User) -> None:
    """The whole file was downloaded by somebody who may see the record."""
    with transaction.atomic():
        audit.record(
            "file.given", by=by, about=file, person_id=file.person_id, sha256=file.sha256,
            title=file.title,
        )  # fmt: skip
