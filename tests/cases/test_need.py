"""Need to Know: prefilled, sent frozen to the head of service, updated, read, on paper."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client

from accounts.clock import now
from accounts.errors import Invalid, Refused
from cases import lifecycle, need_queries, papers, sections
from cases import need_to_know as needs
from cases.models import Episode, NeedIssue, NeedSection, NeedToKnow
from cases.need_forms import PARTS
from cases.need_prefill import first_answers
from notifications import services as notices
from notifications.models import Notice
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TYPED = {
    "notifier": {"name": "Wren", "job": "Social worker", "team": "Children", "manager": "Morgan"},
    "subject": {"name": "Jamie Exemplar", "born": "16", "family_aware": "yes"},
    "incident": {"incident": "Missing from placement for 14 days"},
    "background": {"involvement": "Since June"},
    "now": {"situation": "Still missing"},
    "risks": {"risks": "Exploited"},
    "next": {"steps": "Police: search"},
    "media": {"interest": "local"},
}


@pytest.fixture
def need(cast: Cast, missing: Episode) -> NeedToKnow:
    return needs.start(ref=missing.reference, by=cast.worker)


def write(need: NeedToKnow, cast: Cast, **changes: dict[str, str]) -> None:
    for key, data in (TYPED | changes).items():
        begun = sections.section_of(table=NeedSection, parent=need, key=key)
        sections.save_section(
            table=NeedSection, parent=need, key=key, data=data, by=cast.worker, complete=True,
            version=begun.version if begun else 0, person_id=need.episode.person_id,
        )  # fmt: skip


def test_it_is_begun_once_and_filled_from_the_record(cast: Cast, need: NeedToKnow) -> None:
    assert needs.start(ref=need.episode.reference, by=cast.manager) == need
    assert first_answers(need, "subject")["name"] == "Jamie Exemplar"
    assert "16 years old" in first_answers(need, "subject")["born"]
    assert first_answers(need, "notifier")["manager"] == "Morgan Pellew"
    assert "Left after an argument" in first_answers(need, "incident")["incident"]
    for key, part in PARTS.items():
        assert set(first_answers(need, key)) <= set(part.form.base_fields), key


def test_it_is_sent_when_complete_and_the_head_is_told(cast: Cast, need: NeedToKnow) -> None:
    with pytest.raises(Invalid, match="Complete these sections first"):
        needs.send(ref=need.reference, by=cast.worker, agreed_with="Morgan Pellew")
    write(need, cast)
    with pytest.raises(Invalid) as refusal:
        needs.send(ref=need.reference, by=cast.worker, agreed_with=" ")
    assert set(refusal.value.errors) == {"agreed_with"}
    issue = needs.send(ref=need.reference, by=cast.worker, agreed_with="Morgan Pellew")
    notice = Notice.objects.get(template="need_to_know")
    assert notice.recipient == cast.head
    assert need_queries.receipts(need, issue) == ["Harriet Longmoor: not read yet"]
    notices.acknowledge(notice, by=cast.head)
    assert need_queries.receipts(need, issue)[0].startswith("Harriet Longmoor: knows, 6 March")


def test_an_update_says_what_is_new_and_the_first_stays(cast: Cast, need: NeedToKnow) -> None:
    write(need, cast)
    first = needs.send(ref=need.reference, by=cast.worker, agreed_with="Morgan Pellew")
    write(need, cast, now={"situation": "Seen in London"})
    with pytest.raises(Invalid) as refusal:
        needs.send(ref=need.reference, by=cast.worker, agreed_with="Morgan Pellew")
    assert set(refusal.value.errors) == {"note"}
    needs.send(ref=need.reference, by=cast.worker, agreed_with="Morgan Pellew", note="Seen")
    first.refresh_from_db()
    assert "Still missing" in str(first.content)
    assert "Seen in London" in str(need_queries.issue_of(need, None).content)
    assert Notice.objects.filter(template="need_to_know").count() == 2


def test_closed_it_can_only_be_read(cast: Cast, need: NeedToKnow) -> None:
    needs.close(ref=need.reference, by=cast.worker, why="Found")
    with pytest.raises(Refused, match="closed"):
        needs.send(ref=need.reference, by=cast.worker, agreed_with="Morgan", note="x")
    assert needs.need_for(cast.head, need.reference)


def test_who_sees_it(cast: Cast, need: NeedToKnow) -> None:
    with pytest.raises(Refused):
        needs.need_for(cast.carer, need.reference)
    with pytest.raises(Http404):
        needs.need_for(cast.outsider, need.reference)
    with pytest.raises(Http404):
        needs.need_for(cast.worker, "N-23456789")


def test_a_death_opens_one(cast: Cast, missing: Episode) -> None:
    lifecycle.make(
        "end_where_they_are", ref=missing.reference, by=cast.worker, at=now(),
        end_reason="deceased", located_where="The river", located_by="Police",
    )  # fmt: skip
    assert NeedToKnow.objects.filter(episode=missing).exists()


def test_on_paper_it_is_what_was_sent(cast: Cast, need: NeedToKnow) -> None:
    with pytest.raises(Refused, match="no paper of a draft"):
        papers.ask(kind="need_to_know", ref=need.reference, by=cast.worker)
    write(need, cast)
    needs.send(ref=need.reference, by=cast.worker, agreed_with="Morgan Pellew")
    paper = papers.ask(kind="need_to_know", ref=f"{need.reference}/1", by=cast.worker)
    assert paper.content["sections"][0]["title"] == "Who notifies"
    assert ["Decided with", "Morgan Pellew"] in paper.content["facts"]


def test_the_database_refuses_half_a_sending(cast: Cast, need: NeedToKnow) -> None:
    def send(**changes: object) -> None:
        fields = {
            "need": need, "number": 1, "content": {}, "agreed_with": "M", "sent_at": now(),
            "sent_by": cast.worker,
        }  # fmt: skip
        NeedIssue.objects.create(**(fields | changes))

    for change, broken in (
        ({"agreed_with": ""}, "agreed_with_somebody"),
        ({"number": 2}, "says_what_is_new"),
        ({"number": 0, "note": "x"}, "issues_from_one"),
    ):
        with pytest.raises(IntegrityError, match=broken), transaction.atomic():
            send(**change)
    with pytest.raises(IntegrityError, match="closed_for_a_reason"), transaction.atomic():
        NeedToKnow.objects.filter(pk=need.pk).update(closed_at=now())
    assert connection.alias == "default"


def test_the_pages_from_the_episode_to_the_sending(cast: Cast, missing: Episode) -> None:
    client = Client()
    client.force_login(cast.worker)
    path = f"/episodes/{missing.reference}/"
    assert "Begin a Need to Know" in client.get(path).content.decode()
    answer = client.post(f"{path}need-to-know/", {"submission_token": "n"})
    home = answer["Location"]
    assert home.startswith("/need-to-know/N-")
    page = client.get(f"{home}subject/").content.decode()
    assert "1 Invented Row, EX1 1AA" in page
    answer = client.post(
        f"{home}media/",
        {"interest": "local", "section_completed": "yes", "version": "0", "submission_token": "m"},
    )
    assert answer.status_code == 302
    need = NeedToKnow.objects.get()
    write(need, cast, media={"interest": "no"})
    assert "Send to the head of service" in client.get(home).content.decode()
    answer = client.post(f"{home}send/", {"agreed_with": "", "submission_token": "s"})
    assert answer.status_code == 400
    answer = client.post(f"{home}send/", {"agreed_with": "Morgan", "submission_token": "s2"})
    assert answer.status_code == 302
    assert "not read yet" in client.get(home).content.decode()
    assert "Missing from placement for 14 days" in client.get(f"{home}sent/1/").content.decode()
