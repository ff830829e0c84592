"""Reads of stored files. Their content is read only where it is given out."""

from base64 import b64encode

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from accounts.clock import LONDON
from govuk import words
from govuk.paging import Key
from people.models import StoredFile

PAGE = 25
LIKENESS = "likeness"


def _light(rows: QuerySet[StoredFile]) -> QuerySet[StoredFile]:
    return rows.defer("content", "small").select_related("by", "removed_by", "person")


def page_of(person_id: int, *, before: Key | None = None) -> tuple[list[StoredFile], bool]:
    """One page of a person's files, newest first, by key; and whether there are more."""
    rows = _light(StoredFile.objects.filter(person_id=person_id))
    if before:
        rows = rows.filter(Q(at__lt=before[0]) | Q(at=before[0], pk__lt=before[1]))
    found = list(rows.order_by("-at", "-id")[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def file_by_reference(ref: str) -> StoredFile | None:
    return _light(StoredFile.objects.filter(reference=ref)).first()


def same_file(person_id: int, digest: str) -> StoredFile | None:
    """The same bytes, kept for this person and not removed."""
    rows = StoredFile.objects.filter(person_id=person_id, sha256=digest, removed_at__isnull=True)
    return _light(rows).first()


def likeness_of(person_id: int) -> StoredFile | None:
    """The newest photo of this person: by the day it was taken, else the day it came."""
    rows = StoredFile.objects.filter(person_id=person_id, purpose=LIKENESS, removed_at__isnull=True)
    day = Coalesce("taken_on", TruncDate("at", tzinfo=LONDON))
    return _light(rows).order_by(day.desc(), "-id").first()


def printed(kept: dict[str, str] | None) -> str:
    """The small photo that a paper's frozen content names, as an address within the paper; empty
    where there is none, or where it was removed since.
    """
    rows = StoredFile.objects.filter(reference=(kept or {}).get("reference", ""))
    small = rows.values_list("small", flat=True).first()
    return f"data:image/jpeg;base64,{b64encode(bytes(small)).decode()}" if small else ""


def named(person_id: int) -> dict[str, str]:
    """The photo of this person as frozen content names it: its reference and the day in words."""
    photo = likeness_of(person_id)
    if photo is None:
        return {}
    day = words.day(photo.taken_on) if photo.taken_on else "Not known"
    taken = f"taken {day}" if photo.taken_on else "date taken not known"
    return {"reference": photo.reference, "taken": taken, "day": day}


def content_of(file: StoredFile, *, small: bool = False) -> bytes | None:
    """The bytes; None where the file was removed."""
    column = "small" if small else "content"
    content = StoredFile.objects.filter(pk=file.pk).values_list(column, flat=True).first()
    return bytes(content) if content is not None else None
