"""A PDF written anew from its pages: what only looks stays, what does something goes.

Scripts, actions, attachments, links out, forms' behaviour, sound and film, metadata and the
metadata of the photos in it. A filled-in form keeps how it looks. Structure tags are lost.
"""

import io
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from people import file_rules as rules
from people.clean_jpeg import without_metadata
from people.file_rules import Unusable

# What a page may have; the rest (actions, thumbnails, private data of programs) is left behind.
OF_A_PAGE = frozenset(
    "/Type /Parent /Resources /MediaBox /CropBox /BleedBox /TrimBox /ArtBox /Rotate /Contents "
    "/Group /Annots /UserUnit".split()
)
# Marks on a page that only look: a filled-in field, a highlight, a stamp; and what they may have.
MARKS = frozenset(
    "/Widget /FreeText /Highlight /Underline /Squiggly /StrikeOut /Stamp /Ink /Line /Square "
    "/Circle /Polygon /PolyLine /Caret".split()
)
OF_A_MARK = (
    "/Rect /AP /AS /F /C /IC /CA /BS /BE /Border /QuadPoints /InkList /L /LE /Vertices "
    "/Contents /DA"
).split()
# Keys under which something is done, attached, or told about whoever made it.
GONE = frozenset(
    "/A /AA /PA /OpenAction /JS /JavaScript /URI /Launch /EF /EmbeddedFiles /AF /RF /XFA /Next "
    "/RichMediaContent /RichMediaSettings /Movie /Sound /3DD /Ref "
    "/Metadata /PieceInfo /LastModified /OPI /Alternates /Measure".split()
)
# Dictionaries whose keys are names that somebody gave to fonts, pictures and letters.
OF_NAMES = frozenset(
    "/Font /XObject /ColorSpace /ExtGState /Pattern /Shading /Properties /CharProcs "
    "/Colorants".split()
)


def rewrite(content: bytes) -> tuple[dict[str, Any], bytes]:
    """Facts, and the PDF made anew."""
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise Unusable(rules.LOCKED_PDF)
        count = len(reader.pages)
        if count == 0:
            raise Unusable(rules.NO_PAGES)
        if count > rules.MOST_PAGES:
            raise Unusable(rules.TOO_MANY_PAGES)
        made = written(reader)
        if len(PdfReader(io.BytesIO(made)).pages) != count:
            raise Unusable(rules.BROKEN_PDF)
    except Unusable:
        raise
    except Exception:  # whatever a reader says of bytes that somebody sent, they are damaged
        raise Unusable(rules.BROKEN_PDF) from None
    return {"pages": count}, made


def written(reader: PdfReader) -> bytes:
    writer = PdfWriter()
    for page in reader.pages:
        for key in set(page) - OF_A_PAGE:
            del page[key]
        if "/Annots" in page:
            every = (mark.get_object() for mark in page["/Annots"].get_object())
            page[NameObject("/Annots")] = ArrayObject(
                still(mark) for mark in every if mark.get("/Subtype") in MARKS
            )
        make_harmless(page)
        writer.add_page(page)
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def still(mark: DictionaryObject) -> DictionaryObject:
    """How a mark looks and no more: as a stamp, which every viewer draws and none can fill in."""
    made = DictionaryObject({name(key): mark[key] for key in OF_A_MARK if key in mark})
    kind = mark["/Subtype"] if mark["/Subtype"] != "/Widget" else "/Stamp"
    made.update({name("/Type"): name("/Annot"), name("/Subtype"): name(str(kind))})
    return made


def name(text: str) -> NameObject:
    return NameObject(text)


def make_harmless(page: DictionaryObject) -> None:
    """Everything that the page leads to, without the keys of `GONE`."""
    seen: dict[int, Any] = {}  # holds what it has seen, or a number would be given out again
    waiting: list[tuple[Any, bool]] = [(page, False)]
    while waiting:
        thing, named = waiting.pop()
        thing = thing.get_object() if hasattr(thing, "get_object") else thing
        if id(thing) in seen:
            continue
        seen[id(thing)] = thing
        if isinstance(thing, DictionaryObject):
            for key in [] if named else GONE & set(thing):
                del thing[key]
            inside = [(thing.raw_get(key), key in OF_NAMES) for key in thing if key != "/Parent"]
            waiting += inside
            if isinstance(thing, StreamObject) and of_a_photo(thing):
                thing._data = without_metadata(thing._data)
        elif isinstance(thing, ArrayObject):
            waiting += [(one, False) for one in thing]


def of_a_photo(stream: StreamObject) -> bool:
    """Whether the stream is a JPEG as it stands."""
    filters = stream.get("/Filter")
    return filters == "/DCTDecode" or filters == ["/DCTDecode"]
