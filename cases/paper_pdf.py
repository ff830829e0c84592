"""From a paper's frozen content to its PDF: the template, then the press with its limits."""

import os
import subprocess
import sys

from django.conf import settings
from django.template.loader import render_to_string

from cases.hooks import PAPERS
from cases.leaving_out import left_out
from cases.models import Paper
from cases.papers import Pressed, Unprintable
from cases.press import UNPRINTABLE
from people.file_queries import printed

WALL_SECONDS = 90  # well within a lease, so that a slow press never meets the next one
# All the press may know of this machine: where its programs and fonts are.
SURROUNDINGS = ("PATH", "HOME", "LANG", "TMPDIR", "XDG_CACHE_HOME", "FONTCONFIG_FILE")


def html_of(paper: Paper) -> str:
    """The page that is printed: the frozen content, and the photo that it names."""
    kind = PAPERS[paper.kind]
    frame = {
        "council_name": settings.COUNCIL_NAME,
        "title": kind.title,
        "reference": paper.reference,
        "made_at": paper.asked_at,
        "made_by": paper.asked_by,
        "left_out": left_out(paper),
        "made_from": paper.content.get("made_from", ""),
    }
    photo = printed(paper.content.get("photo"))
    told = {"paper": paper, "content": paper.content, "photo": photo}
    return render_to_string(kind.template, frame | told)


def press(html: str) -> Pressed:
    """Print in a process of its own, within limits of time, memory and pages."""
    done = subprocess.run(
        [sys.executable, "-m", "cases.press"],
        input=html.encode(),
        capture_output=True,
        cwd=settings.BASE_DIR,
        env={name: os.environ[name] for name in SURROUNDINGS if name in os.environ},
        timeout=WALL_SECONDS,
        check=False,
    )
    if done.returncode == UNPRINTABLE:
        raise Unprintable(done.stderr.decode(errors="replace")[:300])
    done.check_returncode()
    pages, _, pdf = done.stdout.partition(b"\n")
    return Pressed(pdf=pdf, pages=int(pages))


def render(paper: Paper) -> Pressed:
    return press(html_of(paper))
