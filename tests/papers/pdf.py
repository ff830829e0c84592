"""A PDF read back, as tests want to see it."""

import io
from dataclasses import dataclass

import pypdf


@dataclass
class Read:
    language: str
    marked: bool
    has_structure: bool
    xmp: str
    title: str
    pages: list[str]

    @property
    def text(self) -> str:
        """All its words with single spaces: where lines break is not what a test is about."""
        return " ".join(" ".join(self.pages).split())


def read(pdf: bytes) -> Read:
    reader = pypdf.PdfReader(io.BytesIO(bytes(pdf)))
    root = reader.trailer["/Root"]
    return Read(
        language=str(root["/Lang"]),
        marked=bool(root["/MarkInfo"]["/Marked"]),
        has_structure="/StructTreeRoot" in root,
        xmp=root["/Metadata"].get_data().decode(),
        title=reader.metadata.title,
        pages=[page.extract_text() for page in reader.pages],
    )
