"""Files for spreadsheets: every cell is what it was, and none is a formula."""

import csv
import hashlib
from datetime import UTC, date, datetime

import pytest

from accounts import csv_files


def cells(value: object) -> str:
    """What a spreadsheet reads back of one value."""
    text = csv_files.made(["One"], [[value]]).content.decode("utf-8-sig")
    rows = list(csv.reader(text.splitlines(keepends=True)))
    return rows[1][0] if rows[1] else ""


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+44 1632", "-2", "@sum(a1)", "\t=1", " =1", "=cmd|' /C calc'!A0", "＝1", "\x00=1"],
)
def test_a_text_that_would_be_a_formula_is_marked_as_text(text: str) -> None:
    assert cells(text) == "'" + text.replace("\x00", "")


@pytest.mark.parametrize("text", ["O’Neill", "1=1", "a-b", "'=1", "Ærø, line\nline"])
def test_any_other_text_is_left_as_it_is(text: str) -> None:
    assert cells(text) == text


@pytest.mark.parametrize(
    ("value", "held"),
    [
        (None, ""), (True, "Yes"), (False, "No"), (3, "3"), (date(2026, 3, 6), "2026-03-06"),
        (datetime(2026, 3, 6, 11, 30, tzinfo=UTC), "2026-03-06T11:30+00:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25T01:30+01:00"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-25T01:30+00:00"),
        ("a\x00b", "ab"),
    ],
)  # fmt: skip
def test_values_are_written_so_that_nobody_has_to_guess(value: object, held: str) -> None:
    """The two half past ones of the night the clock goes back are told apart."""
    assert cells(value) == held


def test_the_file_reads_back_as_what_went_in_and_knows_its_rows_and_fingerprint() -> None:
    rows = [["a,b", 'say "x"'], ["two\nlines", "O’Neill"]]
    file = csv_files.made(["One", "Two"], rows)
    text = file.content.decode("utf-8-sig")
    assert file.content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(text.splitlines(keepends=True))) == [["One", "Two"], *rows]
    assert file.rows == 2
    assert file.sha256 == hashlib.sha256(file.content).hexdigest()


def test_a_row_that_is_too_short_is_no_file() -> None:
    with pytest.raises(ValueError, match="1 cells under 2 heads"):
        csv_files.made(["One", "Two"], [["only one"]])
