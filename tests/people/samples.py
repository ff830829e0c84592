"""Files as they are sent to us, good and bad. Every picture is drawn; nobody's face is in it."""

import io
import zlib
from typing import Any

from PIL import Image, ImageDraw
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

PLACE = b"51.5N 0.12W the bedroom window"


def drawing(size: tuple[int, int] = (300, 400), mode: str = "RGB") -> Image.Image:
    """A round head on a plain ground: red above, so that one sees which way is up."""
    made = Image.new("RGB", size, "#1d70b8")
    pen = ImageDraw.Draw(made)
    pen.rectangle((0, 0, size[0], size[1] // 10), fill="red")
    pen.ellipse((size[0] // 4, size[1] // 4, size[0] * 3 // 4, size[1] * 2 // 3), fill="#f3d2b3")
    return made.convert(mode)


def saved(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def photo(size: tuple[int, int] = (300, 400)) -> bytes:
    return saved(drawing(size))


def with_secrets(orientation: int = 1) -> bytes:
    """Lies on its side by EXIF, says where it was taken, and hides a script behind its end."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = PLACE.decode()
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0)}
    jpeg = saved(drawing(), exif=exif, comment=b"taken by Kit")
    return jpeg + b"<script>alert(1)</script>"


def two_in_one() -> bytes:
    """What many phones save as .jpg: a second picture behind the first (MPO)."""
    return saved(drawing(), "MPO", save_all=True, append_images=[drawing((30, 40))])


def moving(kind: str) -> bytes:
    frames = [drawing((40, 40)), Image.new("RGB", (40, 40), "green")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:])


def bomb(side: int = 10_000) -> bytes:
    """A hundred megapixels in a few kilobytes."""
    return saved(Image.new("1", (side, side)), "PNG")


def lying_header() -> bytes:
    """A PNG that says it has four thousand megapixels and brings none."""
    head = (
        b"IHDR"
        + (65_535).to_bytes(4, "big")
        + (65_535).to_bytes(4, "big")
        + b"\x08\x02\x00\x00\x00"
    )
    body = b"IDAT" + zlib.compress(b"\x00" * 100)
    chunks = b"".join(
        (len(one) - 4).to_bytes(4, "big") + one + zlib.crc32(one).to_bytes(4, "big")
        for one in (head, body, b"IEND")
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SCRIPT = b"<html><script>alert(document.cookie)</script></html>"


def paper(pages: int = 1, text: str = "Interim care order") -> bytes:
    out = io.BytesIO()
    writer = PdfWriter()
    for _ in range(pages):
        _page(writer, text)
    writer.write(out)
    return out.getvalue()


def _page(writer: PdfWriter, text: str) -> Any:
    page = writer.add_blank_page(300, 400)
    stream = DecodedStreamObject()
    stream.set_data(f"BT /A 12 Tf 20 200 Td ({text}) Tj ET".encode())
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    page[NameObject("/Resources")] = _dict({"/Font": _dict({"/A": _dict(font)})})
    page[NameObject("/Contents")] = writer._add_object(stream)
    return page


def _dict(items: dict[str, Any]) -> DictionaryObject:
    made = DictionaryObject()
    for key, value in items.items():
        kept = NameObject(value) if isinstance(value, str) and value.startswith("/") else value
        if isinstance(kept, str) and not isinstance(kept, NameObject):
            kept = TextStringObject(kept)
        made[NameObject(key)] = kept
    return made


def armed_paper() -> bytes:
    """Everything that a PDF can do: scripts, launches, links out, attachments, a form, a photo
    that says where it was taken.
    """
    writer = PdfWriter()
    page = _page(writer, "Looks harmless")
    script = _dict({"/S": "/JavaScript", "/JS": "app.alert('SECRETLYSCRIPT')"})
    link = _dict({"/S": "/URI", "/URI": "https://evil.example/SECRETLYLINK"})
    launch = _dict({"/S": "/Launch", "/F": "SECRETLYLAUNCH.exe"})
    box = ArrayObject([FloatObject(one) for one in (10, 10, 60, 60)])
    looks = DecodedStreamObject()
    looks.set_data(b"0 0 1 rg 0 0 50 50 re f")
    looks.update(_dict({"/Type": "/XObject", "/Subtype": "/Form", "/BBox": box}))
    field = {"/Subtype": "/Widget", "/Rect": box, "/FT": "/Tx", "/V": "SECRETLYVALUE", "/A": script}
    field |= {"/AA": _dict({"/K": script}), "/AP": _dict({"/N": writer._add_object(looks)})}
    marks = [
        _dict({"/Subtype": "/Link", "/Rect": box, "/A": link}),
        _dict({"/Subtype": "/FileAttachment", "/Rect": box, "/Contents": "SECRETLYATTACHED"}),
        _dict(field),
        _dict({"/Subtype": "/Highlight", "/Rect": box, "/T": "SECRETLYAUTHOR", "/QuadPoints": box}),
    ]
    page[NameObject("/Annots")] = ArrayObject(writer._add_object(mark) for mark in marks)
    page[NameObject("/AA")] = _dict({"/O": launch})
    picture = DecodedStreamObject()
    picture.set_data(with_secrets())
    named = {"/Type": "/XObject", "/Subtype": "/Image", "/Filter": "/DCTDecode"}
    named |= {"/Metadata": _dict({"/SECRETLYMETA": "/x"}), "/ColorSpace": "/DeviceRGB"}
    picture.update(_dict(named))
    pictures = _dict({"/JS": writer._add_object(picture)})  # a name that somebody gave a picture
    page["/Resources"][NameObject("/XObject")] = pictures
    opening = _dict({"/S": "/JavaScript", "/JS": "app.alert('SECRETLYOPEN')"})
    writer.root_object[NameObject("/OpenAction")] = opening
    writer.add_attachment("SECRETLYFILE.exe", b"SECRETLYCONTENT")
    writer.add_metadata({"/Author": "SECRETLYKIT", "/Title": "SECRETLYTITLE"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked_paper() -> bytes:
    writer = PdfWriter()
    _page(writer, "Locked")
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
