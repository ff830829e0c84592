"""Rows as a CSV file that a spreadsheet opens as text and nothing else.

A cell that begins with one of `DANGEROUS` would be run as a formula: an apostrophe before it makes
it text (OWASP, CSV injection). UTF-8 with a byte order mark, so that names keep their letters.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

BOM = b"\xef\xbb\xbf"
# = + - @ and what some spreadsheets skip before them: tab, carriage return, new line; and the same
# signs in full width.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001


class _Line:
    """What csv.writer takes for a file: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def safe(cell: Any) -> Any:
    """Text that nobody's spreadsheet calculates. Numbers of ours are numbers."""
    if cell is None:
        return ""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    text = str(cell)
    return f"'{text}" if text.lstrip(" \ufeff\u200b\xa0").startswith(DANGEROUS) else text


def csv_lines(rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The file line by line; the first begins with the byte order mark."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    start = BOM
    for row in rows:
        yield start + writer.writerow([safe(cell) for cell in row]).encode()
        start = b""
