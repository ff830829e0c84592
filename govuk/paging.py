"""Lists page by key, not by offset (way 14): where a page ended, as an address carries it."""

from datetime import datetime

from govuk.typed import whole_number

Key = tuple[datetime, int]


def key_of(moment: datetime, number: int) -> str:
    """The key of a page's last row: the moment the list is ordered by, and the row's number."""
    return f"{moment.isoformat()}~{number}"


def key_in(text: str) -> Key | None:
    """The key again; anything that is none shows the first page.

    A plus sign that nobody escaped arrives as a space.
    """
    moment, _, typed = text.replace(" ", "+").partition("~")
    number = whole_number(typed)
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (at, number) if at.tzinfo and number is not None else None
