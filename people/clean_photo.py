"""A photo made anew from its pixels alone: nothing that was beside them comes along.

Where and when it was taken, the phone's number, a preview of what was cut away, a script behind the
last pixel: all of that stays outside.
"""

import io
from typing import Any

from PIL import Image, ImageFile, ImageOps

from people import file_rules as rules
from people.file_rules import Unusable

QUALITIES = (85, 70, 50)
SIZE = (rules.LONGEST_SIDE, rules.LONGEST_SIDE)


def develop(content: bytes) -> tuple[dict[str, Any], bytes, bytes]:
    """Facts, the photo of at most 2,000 pixels a side, and a small one; both as JPEG."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # what is cut short is refused; WeasyPrint turns it on
    Image.MAX_IMAGE_PIXELS = None  # asked below, with a sentence of our own, before any pixel
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as photo:
            look_at(photo)
            photo.draft("RGB", SIZE)
            photo.load()
            whole = eight_bits(photo)
            whole.thumbnail(SIZE, Image.Resampling.LANCZOS)
            whole = plain(ImageOps.exif_transpose(whole))
    except Unusable:
        raise
    except MemoryError:
        raise Unusable(rules.TOO_MANY_PIXELS) from None
    except Exception:  # whatever a decoder says of bytes that somebody sent, they are damaged
        raise Unusable(rules.BROKEN_PHOTO) from None
    small = whole.copy()
    small.thumbnail((rules.SMALL_SIDE, rules.SMALL_SIDE), Image.Resampling.LANCZOS)
    facts = {"width": whole.width, "height": whole.height}
    return facts, as_jpeg(whole), as_jpeg(small)


def look_at(photo: Image.Image) -> None:
    """By the header alone: how many pixels, and whether it is one picture."""
    if photo.width * photo.height > rules.MOST_PIXELS:
        raise Unusable(rules.TOO_MANY_PIXELS)
    # Phones put a second picture behind a JPEG (MPO): the first is the photo.
    if photo.format in {"PNG", "WEBP"} and getattr(photo, "n_frames", 1) > 1:
        raise Unusable(rules.MOVING)


def eight_bits(photo: Image.Image) -> Image.Image:
    """A picture that can be made smaller: no palette, no more than eight bits a colour."""
    if photo.mode.startswith("I"):
        return photo.point(lambda value: value / 256).convert("L")
    if photo.mode in {"1", "P", "PA"}:
        return photo.convert("RGBA" if "transparency" in photo.info else "RGB")
    return photo


def plain(photo: Image.Image) -> Image.Image:
    """Red, green and blue; what was see-through becomes white."""
    if photo.mode in {"RGBA", "LA", "RGBa", "La"} or "transparency" in photo.info:
        clear = photo.convert("RGBA")
        photo = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
    made = Image.new("RGB", photo.size)
    made.paste(photo.convert("RGB"))  # a new picture: nothing of the old one's `info`
    return made


def as_jpeg(photo: Image.Image) -> bytes:
    """As good as fits into what is kept; a picture of pure noise needs a lower quality."""
    for quality in QUALITIES:
        out = io.BytesIO()
        photo.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= rules.KEPT:
            break
    return out.getvalue()
