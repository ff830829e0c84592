"""The press: tagged PDF, nothing from outside, no longer than allowed."""

import subprocess
import sys

import pytest

from cases import paper_pdf
from cases.models import Paper
from cases.papers import Pressed, Unprintable
from cases.press import Outside, press
from config.settings import BASE_DIR
from tests.papers.pdf import read

PAGE = '<html lang="en-GB"><head><title>Words</title></head><body><h1>Words</h1>{}</body></html>'


@pytest.mark.parametrize(
    "inside",
    [
        '<img alt="" src="http://127.0.0.1:9/picture.png">',
        '<img alt="" src="file:///etc/passwd">',
        '<link rel="stylesheet" href="https://example.test/a.css">',
        "<style>@import url(https://example.test/b.css)</style>",
        '<style>body { background: url("http://example.test/c.png") }</style>',
        '<object data="ftp://example.test/d"></object>',
    ],
)
def test_nothing_is_fetched_from_outside(inside: str):
    with pytest.raises(Outside):
        press(PAGE.format(inside))


def test_a_picture_inside_the_paper_is_allowed():
    dot = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/%3E"
    pages, _ = press(PAGE.format(f'<img alt="A dot" src="{dot}">'))
    assert pages == 1


def test_a_paper_that_is_too_long_is_refused():
    with pytest.raises(ValueError, match="longer than 2 pages"):
        press(PAGE.format('<p style="break-after: page">on</p>' * 3), most_pages=2)


def test_the_press_is_a_process_without_secrets(monkeypatch: pytest.MonkeyPatch):
    """It knows neither the databases nor the secret key."""
    monkeypatch.setenv("SECRET_KEY", "not for the press")
    seen = {}
    run = subprocess.run

    def watch(*args, **kwargs):
        seen.update(kwargs["env"])
        return run(*args, **kwargs)

    monkeypatch.setattr(subprocess, "run", watch)
    made = paper_pdf.press(PAGE.format("<p>Text</p>"))
    assert made.pages == 1
    assert set(seen) <= set(paper_pdf.SURROUNDINGS)


def test_a_refusal_of_the_press_is_for_good():
    with pytest.raises(Unprintable, match="outside itself"):
        paper_pdf.press(PAGE.format('<img alt="" src="http://127.0.0.1:9/x.png">'))


def test_the_press_leaves_its_limits_behind_it():
    """A process that wants more memory than allowed ends; it does not take the worker with it."""
    code = (
        "import resource, cases.press as p; p.MEMORY_BYTES = 60 << 20; "
        "import sys, io; sys.exit(p.main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=b"<p>x</p>", capture_output=True, cwd=BASE_DIR,
        check=False,
    )  # fmt: skip
    assert done.returncode not in {0, 3}


def test_a_paper_is_tagged_named_and_in_english(asked: Paper):
    made = paper_pdf.render(asked)
    assert isinstance(made, Pressed)
    pdf = read(made.pdf)
    assert pdf.language == "en-GB"
    assert pdf.marked
    assert pdf.has_structure
    assert 'part="1"' in pdf.xmp
    assert "pdfuaid" in pdf.xmp
    assert pdf.title == "Situation report: Jamie Exemplar"
    assert made.pages == len(pdf.pages) == 1
