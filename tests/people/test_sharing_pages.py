"""The sharing record on the screen, and what the other organisation is shown of it."""

from typing import Any

import pytest
from django.db import transaction

from accounts.models import AuditEvent
from notifications.models import Notice
from people.models import Sharing, SharingOutcome, SharingWithdrawal
from people.sharing import record_sharing
from tests.browse import fill_in, shown, text
from tests.cast import Cast
from tests.stories import boxes, signed_in, went_missing

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 what the police were given"


def share(cast: Cast, **changed: Any) -> Sharing:
    answers = {
        "by": cast.worker, "person": cast.boy, "kind": "email", "what": "Missing Profile",
        "to_whom": "Missing team", "to_organisation": cast.police_force, "why": "To find him",
        "basis": "public_task", "consent": "not_sought", "consent_why": "To keep him safe",
        "copy": PDF, "media_type": "application/pdf",
    } | changed  # fmt: skip
    with transaction.atomic():
        return record_sharing(**answers)


def record(cast: Cast) -> str:
    return f"/people/{cast.boy.reference}/sharing/"


def test_the_tab_lists_what_went_out_newest_first(cast: Cast, at) -> None:
    carer = signed_in(cast.carer)
    assert "Nothing is recorded as shared" in text(carer.get(record(cast)))
    share(cast, what="An earlier letter")
    at("2026-03-06 12:00")
    share(cast, what="Situation report", to_organisation=None, to_whom="The school nurse")
    page = text(carer.get(record(cast)))
    assert page.index("Situation report") < page.index("An earlier letter")
    assert "Exampleshire Police" in page
    assert "Shown to them" in page


def test_the_list_goes_on_by_key(cast: Cast) -> None:
    for number in range(26):
        share(cast, what=f"Letter {number}", copy=None)
    worker = signed_in(cast.worker)
    first = worker.get(record(cast))
    assert "Letter 25" in text(first)
    assert "Letter 0<" not in text(first)
    following = text(first).split('href="?before=')[1].split('"')[0]
    assert "Letter 0<" in text(worker.get(f"{record(cast)}?before={following}"))


def test_a_call_is_written_down_once_with_everything_it_needs(cast: Cast) -> None:
    went_missing(cast, police_force=cast.police_force)
    carer = signed_in(cast.carer)
    page = carer.get(f"{record(cast)}add/")
    answers = shown(page) | {"what": "Where he may be", "kind": "phone"}
    empty = carer.post(f"{record(cast)}add/", answers)
    assert empty.status_code == 400
    assert "Select a day" in text(empty) or "Enter the time" in text(empty)
    assert shown(empty)["what"] == "Where he may be"
    answers = shown(empty) | boxes("at", "2026-03-06 11:20")
    for _ in range(2):
        assert carer.post(f"{record(cast)}add/", answers).status_code == 302
    made = Sharing.objects.get()
    assert (made.kind, made.basis, made.to_organisation) == (
        "phone", "vital_interests", cast.police_force,
    )  # fmt: skip


def test_one_sharing_shows_its_reasons_its_copy_and_what_came_of_it(cast: Cast) -> None:
    made = share(cast)
    worker = signed_in(cast.worker)
    page = text(worker.get(f"/sharing/{made.reference}/"))
    for words in ("To find him", "Public task, Article 6(1)(e)", "They were not asked. To keep",
                  "Article 9(2)(g)", "Download the copy", made.copy.sha256[:16]):  # fmt: skip
        assert words in page, words
    assert fill_in(worker, f"/sharing/{made.reference}/outcome/", text="Seen").status_code == 302
    assert "Seen" in text(worker.get(f"/sharing/{made.reference}/"))
    assert "Enter what came of it" in text(fill_in(worker, f"/sharing/{made.reference}/outcome/"))
    assert SharingOutcome.objects.get().by == cast.worker


def test_the_copy_is_the_very_bytes_and_taking_it_is_on_record(cast: Cast) -> None:
    made = share(cast)
    answer = signed_in(cast.worker).get(f"/sharing/{made.reference}/copy/")
    assert answer.content == PDF
    assert answer["Content-Disposition"] == f'attachment; filename="shared-{made.reference}.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]
    assert AuditEvent.objects.get(verb="sharing.copy_given").by_id == cast.worker.pk
    without = share(cast, copy=None)
    assert signed_in(cast.worker).get(f"/sharing/{without.reference}/copy/").status_code == 404


@pytest.mark.parametrize("who", ["outsider", "other_home_carer", "interviewer", "analyst"])
def test_a_stranger_finds_nothing_of_it(cast: Cast, who: str) -> None:
    made = share(cast)
    stranger = signed_in(getattr(cast, who))
    for address in (record(cast), f"{record(cast)}add/", *(
        f"/sharing/{made.reference}/{part}" for part in ("", "copy/", "outcome/", "withdraw/")
    ), f"/api/v1/sharings/{made.reference}/", f"/api/v1/people/{cast.boy.reference}/sharings/",
    ):  # fmt: skip
        assert stranger.get(address).status_code == 404, address
    assert stranger.get("/shared-with-you/").status_code == 403
    assert stranger.get(f"/shared-with-you/{made.reference}/").status_code == 403


def test_the_police_see_what_was_shared_with_them_and_nothing_else(cast: Cast) -> None:
    made = share(cast)
    others = share(cast, to_organisation=None, to_whom="The school nurse")
    police = signed_in(cast.police)
    assert "Shared with you" in text(police.get("/"))
    listed = text(police.get("/shared-with-you/"))
    assert made.reference in listed
    assert others.reference not in listed
    page = text(police.get(f"/shared-with-you/{made.reference}/"))
    for words in ("Missing Profile", "Jamie Exemplar", "To find him", "Wren Ashdown"):
        assert words in page
    assert cast.boy.reference not in page, "no way into the record"
    assert police.get(f"/shared-with-you/{made.reference}/copy/").content == PDF
    seen = AuditEvent.objects.filter(verb="sharing.seen", about_ref=made.reference)
    assert [one.detail["copy"] for one in seen.order_by("pk")] == [False, True]
    for address in (f"/people/{cast.boy.reference}/", record(cast), f"/sharing/{made.reference}/",
                    f"/shared-with-you/{others.reference}/"):  # fmt: skip
        assert police.get(address).status_code == 404, address


def test_the_notice_leads_the_police_there_and_names_nobody(cast: Cast) -> None:
    made = share(cast)
    page = text(signed_in(cast.police).get("/notices/"))
    assert f"/shared-with-you/{made.reference}/" in page
    assert "Jamie" not in page
    assert Notice.objects.filter(template="shared_with_you").count() == 1


def test_a_day_can_end_it(cast: Cast, at) -> None:
    made = share(cast)
    police = signed_in(cast.police)
    at("2026-06-05 11:00")
    assert police.get(f"/shared-with-you/{made.reference}/copy/").status_code in {302, 404}
    assert signed_in(cast.police).get(f"/shared-with-you/{made.reference}/").status_code == 404
    assert "No longer shown" in text(signed_in(cast.worker).get(record(cast)))


def test_withdrawing_needs_a_reason_works_at_once_and_only_once(cast: Cast) -> None:
    made = share(cast)
    worker, police = signed_in(cast.worker), signed_in(cast.police)
    address = f"/sharing/{made.reference}/withdraw/"
    assert "Enter why it is withdrawn" in text(fill_in(worker, address))
    answers = shown(worker.get(address)) | {"why": "Wrong force"}
    for _ in range(2):
        worker.post(address, answers)
    assert SharingWithdrawal.objects.get().why == "Wrong force"
    assert police.get(f"/shared-with-you/{made.reference}/").status_code == 404
    assert made.reference not in text(police.get("/shared-with-you/"))
    assert "Wrong force" in text(worker.get(f"/sharing/{made.reference}/"))
    assert worker.get(address).status_code == 403
    alone = share(cast, to_organisation=None)
    assert worker.get(f"/sharing/{alone.reference}/withdraw/").status_code == 403


def test_information_governance_sees_why_but_not_about_whom_nor_what(cast: Cast) -> None:
    made = share(cast, what="Missing Profile of a secret")
    governance = signed_in(cast.governance)
    listed = text(governance.get("/sharing/"))
    assert made.reference in listed
    assert "Public task" in listed
    page = text(governance.get(f"/sharing/{made.reference}/reasons/"))
    assert "To find him" in page
    for page_text in (listed, page):
        assert "Jamie" not in page_text
        assert "secret" not in page_text
    assert governance.get(f"/sharing/{made.reference}/").status_code == 404
    assert governance.get(f"/sharing/{made.reference}/copy/").status_code == 404
    refused = signed_in(cast.worker).get("/sharing/")
    assert refused.status_code == 403
    assert AuditEvent.objects.filter(verb="sharing.watched", by_id=cast.governance.pk).exists()


def test_the_api_reads_it_page_by_page(cast: Cast) -> None:
    made = share(cast)
    worker = signed_in(cast.worker)
    listed = worker.get(f"/api/v1/people/{cast.boy.reference}/sharings/").json()
    assert listed["next"] is None
    assert (
        listed["results"][0] == worker.get(f"/api/v1/sharings/{made.reference}/").json()["sharing"]
    )
    assert listed["results"][0]["to_organisation"] == "Exampleshire Police"
    assert listed["results"][0]["copy_sha256"] == made.copy.sha256
