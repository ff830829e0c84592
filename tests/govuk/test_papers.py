"""Papers are tagged, numbered, marked and in English."""

import io
from datetime import UTC, datetime

import pypdf
import weasyprint
from django.template import engines

PAPER = """{% extends "pdf/base.html" %}{% from "pdf/macros.html" import facts, table %}
{% block content %}<h1>Situation report</h1>
{{ facts("The child", [("Name", "O'Brien"), ("Born", "")]) }}
{{ table("Told", ["Who"], rows) }}{% endblock %}"""


def test_a_paper_carries_its_marking_reference_and_pages() -> None:
    html = engines["jinja2"].from_string(PAPER).render({
        "title": "Situation report", "reference": "E-7K3M2Q9X", "made_by": "Sam Patel",
        "made_at": datetime(2026, 11, 22, 20, 40, tzinfo=UTC), "rows": [["The IRO"]] * 60,
    })  # fmt: skip
    made = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    paper = pypdf.PdfReader(io.BytesIO(made))
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert paper.metadata is not None
    assert paper.metadata.title == "Situation report"
    pages = [page.extract_text() for page in paper.pages]
    assert len(pages) > 1
    for number, text in enumerate(pages, 1):
        assert "OFFICIAL-SENSITIVE" in text
        assert "E-7K3M2Q9X" in text
        assert f"Page {number} of {len(pages)}" in text
        assert "Made 22 November 2026 at 8:40pm by Sam Patel" in text
    assert "O'Brien" in pages[0]
    assert "Not recorded" in pages[0]
