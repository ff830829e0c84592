"""Made-up sharing: two agreements, a drawing in place of a photo, a profile given to the police."""

import io
from datetime import timedelta

from django.db import transaction
from PIL import Image, ImageDraw

from accounts.clock import local, now
from accounts.models import User
from cases import giving, leaving_out, paper_pdf, papers
from cases.queries import open_episode_of
from config.seed.staff import Staff
from people import files
from people.models import Person, SharingAgreement
from people.queries import allocated
from people.sharing import record_outcome, record_sharing
from people.sharing_rules import NOT_ASKED_MISSING, WHY_MISSING

SKIES = ("#cfe3f5", "#e6f0d8", "#f6e6cf")
HAIRS = ("#3b2417", "#b5651d", "#1c1c1c")
URGENT = {
    "why": WHY_MISSING,
    "basis": "vital_interests",
    "consent": "not_sought",
    "consent_why": NOT_ASKED_MISSING,
}


def make_agreements(staff: Staff) -> None:
    """What the council has agreed with others about sharing."""
    today = local(now()).date()
    for name, parties in (
        ("Missing children protocol", f"{staff.council}, {staff.forces[0]}"),
        ("Information sharing between neighbours", f"{staff.council}, {staff.authorities[0]}"),
    ):
        SharingAgreement.objects.get_or_create(
            name=name, defaults={"parties": parties, "review_on": today + timedelta(days=200)}
        )


def drawing(number: int) -> bytes:
    """A drawn head, so that nobody's face is in the made-up caseload."""
    picture = Image.new("RGB", (900, 1200), SKIES[number % len(SKIES)])
    pen = ImageDraw.Draw(picture)
    hair = HAIRS[number % len(HAIRS)]
    pen.rounded_rectangle((200, 900, 700, 1300), 160, fill="#1d70b8")
    pen.rectangle((400, 780, 500, 940), fill="#dba97c")
    pen.ellipse((250, 210, 650, 640), fill=hair)
    pen.ellipse((270, 280, 630, 820), fill="#e8bd94")
    for left in (350, 490):
        pen.ellipse((left, 480, left + 60, 540), fill="white")
        pen.ellipse((left + 18, 495, left + 44, 525), fill="#2b2b2b")
    pen.arc((370, 590, 530, 720), 20, 160, fill="#8c3b2f", width=12)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def make_photo(person: Person, staff: Staff, *, number: int) -> None:
    """Added by the home, a few weeks ago as it were."""
    by = allocated(person.pk).get("social_worker", staff.first("missing_coordinator"))
    files.keep(
        person=person, content=drawing(number), name="A drawing in place of a photo", by=by,
        purpose="likeness", taken_on=local(now()).date() - timedelta(days=40 + number),
    )  # fmt: skip


def share(person: Person, staff: Staff) -> None:
    """The profile's PDF given to the force, a call to the school, and what came of it."""
    by = allocated(person.pk).get("social_worker", staff.first("missing_coordinator"))
    paper = papers.ask(kind="missing_profile", ref=f"{person.reference}/1", by=by)
    papers.make_due(press=paper_pdf.render)
    paper.refresh_from_db()
    giving.give(
        gift=giving.of_paper(paper), by=by, kind="email", recipients=["Police missing team"],
        to_organisation=staff.forces[0], agreement="Missing children protocol", **URGENT,
    )  # fmt: skip
    _give_a_part(person, by)
    with transaction.atomic():
        called = record_sharing(
            by=by, person=person, kind="phone", what="That they are missing, and since when",
            to_whom="Safeguarding lead of their school", at=now() - timedelta(minutes=30), **URGENT,
        )  # fmt: skip
        record_outcome(
            sharing=called, text="A friend in their class was asked; she last saw them at noon.",
            by=by,
        )  # fmt: skip


def _give_a_part(person: Person, by: User) -> None:
    """The situation report, without what a school does not need."""
    episode = open_episode_of(person.pk)
    if episode is None:
        return
    whole = papers.ask(kind="situation_report", ref=episode.reference, by=by)
    papers.make_due(press=paper_pdf.render)
    part = leaving_out.leave_out(paper=whole, keys=["contacts", "deadlines"], by=by)
    papers.make_due(press=paper_pdf.render)
    part.refresh_from_db()
    giving.give(
        gift=giving.of_paper(part), by=by, kind="email", to_organisation=None,
        recipients=["Safeguarding lead of their school"], **URGENT,
    )  # fmt: skip
