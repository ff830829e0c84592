"""Tables as files: every value in words that nobody has to guess, by the one writer of CSV.

`govuk.spreadsheets` sees to it that no cell is a formula; here every moment gets its offset from
UTC, and what went out can be kept on record: how many rows, and the file's fingerprint.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse

from accounts.clock import local
from govuk.spreadsheets import csv_lines


@dataclass(frozen=True)
class CsvFile:
    """The file, and what is kept on record of it."""

    content: bytes
    rows: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def made(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> CsvFile:
    """The table as a file; ValueError where a row has not as many cells as the head."""
    lines = list(csv_lines(_worded(head, rows)))
    return CsvFile(b"".join(lines), len(lines) - 1)


def _worded(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    yield list(head)
    for row in rows:
        if len(row) != len(head):
            raise ValueError(f"{len(row)} cells under {len(head)} heads")
        yield [in_words(one) for one in row]


def in_words(value: Any) -> Any:
    """One value as its cell holds it; text without NUL, numbers as they are."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return local(value).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return value.replace("\x00", "") if isinstance(value, str) else value


def download(file: CsvFile, *, name: str) -> HttpResponse:
    """The answer that hands it over: kept by no cache, opened by no browser."""
    answer = HttpResponse(file.content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
