"""Lists page by key, not by offset (way 14): where a page ended, as an address carries it."""

from datetime import datetime

Key = tuple[datetime, int]


def key_of(moment: datetime, number: int) -> str:
    """The key of a page's last row: the moment the list is ordered by, and the row's number."""
    return f"{moment.isoformat()}~{number}"


def key_in(text: str) -> Key | None:
    """The key again; anything that is none shows the first page.

    A plus sign that nobody escaped arrives as a space.
    """
    moment, _, number = text.replace(" ", "+").partition("~")
    try:
        at = datetime.fromisoformat(moment)
        return (at, int(number)) if at.tzinfo else None
    except ValueError:
        return None
