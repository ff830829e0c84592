"""What may be uploaded, as data: kinds, limits, and the sentences that refuse (way 15)."""

from dataclasses import dataclass
from datetime import timedelta

MB = 1024 * 1024
COMES_IN = 15 * MB  # of what is sent; nginx and Django let that much and the form around it pass
KEPT = 5 * MB  # of what is kept after it was made anew
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2000  # pixels of what is kept
SMALL_SIDE = 480  # pixels of the small one that pages and papers show
SHOWN_SIDE = 240  # of the small one, as large as a page draws it
MOST_PAGES = 200
# How long whoever uploaded something by mistake may remove it.
SECOND_THOUGHTS = timedelta(hours=24)

KINDS = {"photo": "Photo", "document": "Document"}


@dataclass(frozen=True)
class Purpose:
    """What an uploaded file is: its label, and whether it is a photo or a document."""

    label: str
    kind: str


PURPOSES: dict[str, Purpose] = {
    "likeness": Purpose("Photo of the person", "photo"),
    "mark": Purpose("Photo of a tattoo, scar or other mark", "photo"),
    "order": Purpose("Court order", "document"),
    "agreement": Purpose("Consent or delegated authority", "document"),
    "plan": Purpose("Plan or assessment", "document"),
    "letter": Purpose("Letter or e-mail", "document"),
    "other": Purpose("Another document", "document"),
}
MEDIA_TYPES = {"photo": "image/jpeg", "document": "application/pdf"}
ENDINGS = {"photo": "jpg", "document": "pdf"}


class Unusable(Exception):
    """This file cannot be kept, and why, in a sentence to show."""


EMPTY = "The file is empty. Choose it again, or another one"
TOO_LARGE = "The file must be smaller than 15 MB"
TOO_LARGE_AFTERWARDS = "The PDF is larger than 5 MB. Save it in a smaller size, or in parts"
NOT_A_PHOTO = "The photo must be a JPEG, PNG or WebP file"
NOT_A_PDF = "The document must be a PDF"
HEIC = (
    "The photo is a HEIC file, which most computers cannot show. On the phone, take a screenshot "
    "of it and upload that, or set the camera to “Most compatible” and take it again"
)
MOVING = "The photo moves. Take a screenshot of the part that shows the person best"
TOO_MANY_PIXELS = "The photo has more than 40 million pixels. Save it in a smaller size"
BROKEN_PHOTO = "The photo is damaged or not complete. Send it to yourself again, or take another"
BROKEN_PDF = "The PDF is damaged or not complete. Save it again, or print it to a new PDF"
LOCKED_PDF = "The PDF is locked. Save it without a password, or print it to a new PDF"
TOO_MANY_PAGES = "The PDF has more than 200 pages. Upload the pages that matter"
NO_PAGES = "The PDF has no pages"
UNREADABLE = "The file could not be read in time. Save it in a smaller size and try again"
