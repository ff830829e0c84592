"""The profile's pages: begun, written by two people, agreed, sent; and nothing of it for an
outsider.
"""

import uuid
from typing import Any

import pytest
from django.test import Client

from accounts.clock import now
from accounts.models import AuditEvent
from cases import paper_pdf, papers
from cases.models import Paper
from people.models import Sharing
from people.sharing_queries import content_of
from profiles import services, versions
from profiles.models import MissingProfile, ProfileSection, ProfileSending, ProfileVersion
from profiles.parts import GROUPS, PARTS
from tests.browse import shown
from tests.cast import Cast
from tests.papers.conftest import quick
from tests.papers.pdf import read
from tests.profiles.conftest import ANSWERS, WHY, write


def sign_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def base(cast: Cast) -> str:
    return f"/people/{cast.boy.reference}/profile/"


def post(client: Client, address: str, *, token: str = "", **fields: Any) -> Any:
    return client.post(address, {"submission_token": token or str(uuid.uuid4()), **fields})


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_every_part_has_its_place_in_the_list():
    listed = [key for _, keys in GROUPS for key in keys]
    assert sorted(listed) == sorted(PARTS)
    assert len(listed) == len(set(listed))


def test_a_carer_starts_it_once_however_often_they_tap(cast: Cast):
    carer = sign_in(cast.carer)
    assert "Start the Missing Profile" in text(carer.get(base(cast)))
    for _ in range(2):
        assert post(carer, base(cast) + "start/", token="tap").status_code == 302
    post(carer, base(cast) + "start/")
    assert MissingProfile.objects.count() == 1
    assert AuditEvent.objects.filter(verb="profile.started").count() == 1


@pytest.mark.parametrize("key", list(PARTS))
def test_every_section_opens_and_keeps_an_empty_draft(
    cast: Cast, profile: MissingProfile, key: str
):
    carer = sign_in(cast.carer)
    page = carer.get(f"{base(cast)}{key}/")
    assert page.status_code == 200
    assert PARTS[key].title in text(page)
    rows = {"rows-TOTAL_FORMS": "0", "rows-INITIAL_FORMS": "0"}
    sent = post(carer, f"{base(cast)}{key}/", version="0", later="1", **rows)
    assert sent.status_code == 302
    assert ProfileSection.objects.get(parent=profile, key=key).completed_at is None


def test_a_risk_that_applies_needs_its_detail_and_keeps_what_was_typed(
    cast: Cast, profile: MissingProfile
):
    carer = sign_in(cast.carer)
    answers = dict.fromkeys(ANSWERS["harm"], "not_known") | {"bullying": "yes"}
    seen = {"day": "31", "month": "2", "year": "2026"}
    sent = post(
        carer, base(cast) + "harm/", version="0", section_completed="yes",
        **answers, **{f"bullying_seen-{box}": typed for box, typed in seen.items()},
    )  # fmt: skip
    assert sent.status_code == 200
    page = text(sent)
    assert "Error: Risks from other people" in page
    assert "Enter what is known about being bullied or harassed" in page
    assert 'value="31"' in page
    assert not ProfileSection.objects.exists()


def test_two_editors_and_neither_text_is_lost(cast: Cast, profile: MissingProfile):
    carer, worker = sign_in(cast.carer), sign_in(cast.worker)
    plan = base(cast) + "plan/"
    post(carer, plan, version="0", later="1", first_actions="Ring his sister")
    second = post(worker, plan, version="0", later="1", first_actions="Ring his aunt")
    assert second.status_code == 409
    page = text(second)
    assert "Ring his sister" in page
    assert "Ring his aunt" in page
    assert "Casey Marlow changed this section" in page
    assert ProfileSection.objects.get(key="plan").data["first_actions"] == "Ring his sister"


def test_agreed_once_by_a_double_tap(cast: Cast, full: MissingProfile):
    worker = sign_in(cast.worker)
    for _ in range(2):
        sent = post(worker, base(cast) + "agree/", token="tap", note="First")
        assert sent.status_code == 302
    assert ProfileVersion.objects.count() == 1
    page = text(worker.get(base(cast)))
    assert "Version 1 was agreed by Wren Ashdown" in page
    shown = text(worker.get(base(cast) + "versions/1/"))
    assert "Scar on the left hand" in shown
    assert "07700 900123" in shown


def test_an_unfinished_profile_is_not_agreed_and_says_what_is_missing(
    cast: Cast, profile: MissingProfile
):
    sent = post(sign_in(cast.worker), base(cast) + "agree/", note="Too soon")
    assert sent.status_code == 200
    assert "Complete these sections first" in text(sent)
    assert "Too soon" in text(sent)


def test_what_changed_is_shown_and_wrong_pairs_are_not_there(cast: Cast, full: MissingProfile):
    versions.agree(profile=full, note="", by=cast.worker)
    write(full, "identity", ANSWERS["identity"] | {"height": "6 foot"}, by=cast.carer)
    versions.agree(profile=full, note="He has grown", by=cast.worker)
    carer = sign_in(cast.carer)
    page = text(carer.get(base(cast) + "versions/2/changes/"))
    assert "5 foot 9" in page
    assert "6 foot" in page
    assert "He has grown" in page
    for wrong in ["versions/1/changes/", "versions/2/changes/?from=2", "versions/3/"]:
        assert carer.get(base(cast) + wrong).status_code == 404


def test_likelihood_and_sending_are_recorded_and_shown(cast: Cast, full: MissingProfile):
    carer = sign_in(cast.carer)
    assert "Select how likely" in text(post(carer, base(cast) + "likelihood/", why="Unsure"))
    post(carer, base(cast) + "likelihood/", likelihood="medium", why="Since the move")
    fields = shown(carer.get(base(cast) + "sent/"))
    assert fields["basis"] == ["public_task"], "the reasons are filled in"
    fields |= {"to_whom": "Missing team, Exampleshire Police", "way": "email"}
    clock = {"at-choice": "2026-03-06", "at-time": "11:15am"}
    later = {"at-choice": "2026-03-06", "at-time": "11:45am"}
    refused = post(carer, base(cast) + "sent/", **(fields | later))
    assert shown(refused)["way"] == ["email"]
    assert "must be now or in the past" in text(refused)
    assert "Missing team, Exampleshire Police" in text(refused)
    for _ in range(2):
        assert post(carer, base(cast) + "sent/", **(fields | clock)).status_code == 302
    assert ProfileSending.objects.get().by == cast.carer
    page = text(carer.get(base(cast)))
    assert "Missing team, Exampleshire Police" in page
    assert "Medium" in page
    assert "Since the move" in page
    assert f"/sharing/{Sharing.objects.get().reference}/" in page


def test_a_sending_keeps_the_pdf_of_its_version_where_there_is_one(
    cast: Cast, full: MissingProfile
):
    version = versions.agree(profile=full, note="", by=cast.worker)
    papers.ask(kind="missing_profile", ref=f"{cast.boy.reference}/1", by=cast.carer)
    papers.make_due(press=quick)
    paper = Paper.objects.get()
    sent = services.record_sent(
        profile=full, to_whom="Missing team", way="email", at=now(), by=cast.carer, **WHY
    )
    assert (sent.version, sent.sharing.source) == (version, paper.reference)
    assert content_of(sent.sharing) == bytes(paper.pdf)


def test_the_paper_says_the_version_and_the_draft_says_draft(cast: Cast, full: MissingProfile):
    services.say_likelihood(profile=full, likelihood="low", why="Settled", by=cast.worker)
    versions.agree(profile=full, note="First", by=cast.worker)
    write(full, "identity", ANSWERS["identity"] | {"height": "6 foot"}, by=cast.carer)
    carer = sign_in(cast.carer)
    ref = cast.boy.reference
    for about in [f"{ref}/1", ref]:
        assert post(carer, "/papers/new/", kind="missing_profile", about=about).status_code == 302
    assert papers.make_due(press=paper_pdf.render) == 2
    agreed, draft = (read(paper.pdf) for paper in Paper.objects.order_by("id"))
    assert agreed.title == "Missing Profile: Jamie Exemplar"
    assert (agreed.language, agreed.marked, agreed.has_structure) == ("en-GB", True, True)
    assert "pdfuaid" in agreed.xmp
    told = [
        "Version 1, agreed 6 March 2026 by Wren Ashdown", "5 foot 9", "07700 900123",
        "Twice a day", "Kit Invented", "The bus station", "no sirens", "Low. Settled",
    ]  # fmt: skip
    for words in told:
        assert words in agreed.text
    assert "Draft: nobody has agreed" in draft.text
    assert "6 foot" in draft.text
    given = carer.get(f"/papers/{Paper.objects.first().reference}/file.pdf")
    assert given.status_code == 200


ADDRESSES = [
    "", "start/", "read/", "agree/", "likelihood/", "sent/", "versions/1/", "versions/1/changes/",
    "versions/2/changes/", *(f"{key}/" for key in PARTS),
]  # fmt: skip


@pytest.mark.parametrize("who", ["outsider", "other_home_carer", "interviewer", "analyst"])
def test_an_outsider_finds_nothing_at_any_address(cast: Cast, full: MissingProfile, who: str):
    versions.agree(profile=full, note="", by=cast.worker)
    versions.agree(profile=full, note="", by=cast.worker)
    stranger = sign_in(getattr(cast, who))
    for address in ADDRESSES:
        if address != "start/":
            assert stranger.get(base(cast) + address).status_code == 404, address
        if address in {"start/", "agree/", "likelihood/", "sent/", *(f"{k}/" for k in PARTS)}:
            assert post(stranger, base(cast) + address).status_code == 404, address
    for about in [cast.boy.reference, f"{cast.boy.reference}/1"]:
        sent = post(stranger, "/papers/new/", kind="missing_profile", about=about)
        assert sent.status_code == 404
    assert not Paper.objects.exists()


def test_a_reviewer_reads_and_is_refused_the_pen_with_a_reason(cast: Cast, full: MissingProfile):
    iro = sign_in(cast.iro)
    assert "Agree this version" not in text(iro.get(base(cast)))
    assert "Scar on the left hand" in text(iro.get(base(cast) + "read/"))
    refused = iro.get(base(cast) + "plan/")
    assert refused.status_code == 403
    assert "edit a Missing Profile" in text(refused)
