"""The rest of a report, section by section, by anyone who works with them; who has been told."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.errors import Invalid, Refused
from cases import lifecycle, told_services
from cases.models import Episode, LogEntry, ReportSection, Told
from cases.rest_forms import PARTS
from deadlines.models import Deadline
from tests.cases.conftest import receive
from tests.cast import Cast
from tests.stories import boxes, send, signed_in

At = Callable[[str], datetime]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def page(episode: Episode, key: str = "") -> str:
    return f"/episodes/{episode.reference}/report/{f'{key}/' if key else ''}"


def save(
    client: Client, episode: Episode, key: str, data: dict[str, Any], *, done: bool = True,
    version: int = 0,
) -> Any:  # fmt: skip
    more = {"section_completed": "yes" if done else "no", "version": str(version)}
    return send(client, page(episode, key), data | more)


WITH_HIM = {
    "phone": "yes", "phone_number": "07700 900123, switched off", "money": "not_known",
    "medication": "without", "medicine_missing": "Insulin, due at 6pm", "travel": ["none"],
}  # fmt: skip


def test_every_section_of_the_report_is_a_task_with_who_filled_it_in(
    cast: Cast, missing: Episode
) -> None:
    client = signed_in(cast.carer)
    shown = client.get(page(missing)).content.decode()
    for part in PARTS.values():
        assert part.title in shown
    assert save(client, missing, "with_them", WITH_HIM).status_code == 302
    shown = signed_in(cast.worker).get(page(missing)).content.decode()
    assert "Casey Marlow, 6 March 2026 at 11:30am" in shown
    assert "Insulin, due at 6pm" in shown


def test_anyone_who_may_report_goes_on_and_the_second_editor_sees_both(
    cast: Cast, missing: Episode
) -> None:
    save(signed_in(cast.carer), missing, "with_them", WITH_HIM)
    mine = WITH_HIM | {"other": "His sister’s tablet"}
    answer = save(signed_in(cast.worker), missing, "with_them", mine, version=0)
    both = answer.content.decode()
    assert answer.status_code == 409
    assert "Casey Marlow changed this section" in both
    assert "His sister’s tablet" in both
    assert save(signed_in(cast.worker), missing, "with_them", mine, version=1).status_code == 302


def test_whoever_may_not_report_reads_and_does_not_write(cast: Cast, missing: Episode) -> None:
    client = signed_in(cast.iro)
    shown = client.get(page(missing))
    assert shown.status_code == 200
    assert "Not started" not in shown.content.decode()
    assert client.get(page(missing, "police")).status_code == 403
    assert signed_in(cast.outsider).get(page(missing)).status_code == 404


def test_both_times_move_the_start_and_the_clocks_with_it(cast: Cast, missing: Episode) -> None:
    data = boxes("left_at", "2026-03-06 10:00") | boxes("last_seen_at", "2026-03-06 10:40")
    data |= {"last_seen_by": "Ms Reed", "last_seen_who": "teacher"}
    assert save(signed_in(cast.carer), missing, "times", data).status_code == 302
    missing.refresh_from_db()
    assert missing.started_at == missing.last_seen_at == utc("2026-03-06 10:40")
    assert missing.last_seen_by == "Ms Reed"
    limit = Deadline.objects.get(episode_id=missing.pk, rule="strategy_limit")
    assert limit.starts_at == missing.started_at


def test_a_time_in_the_future_is_refused_and_nothing_typed_is_lost(
    cast: Cast, missing: Episode
) -> None:
    data = boxes("left_at", "2026-03-06 12:30") | {"last_seen_by": "Ms Reed"}
    answer = save(signed_in(cast.carer), missing, "times", data)
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert "must be now or in the past" in shown
    assert 'value="Ms Reed"' in shown


def test_what_the_record_says_since_wins_over_what_the_section_said(
    cast: Cast, missing: Episode
) -> None:
    client = signed_in(cast.carer)
    sent = {"police_reference": "EX-104", "how_told": "101"}
    sent |= boxes("police_told_at", "2026-03-06 11:20")
    sent["police_force"] = str(cast.police_force.pk)
    assert save(client, missing, "police", sent).status_code == 302
    Episode.objects.filter(pk=missing.pk).update(police_reference="EX-999")
    assert 'value="EX-999"' in client.get(page(missing, "police")).content.decode()


def test_attempts_are_written_into_the_log_once(cast: Cast, missing: Episode) -> None:
    rows = {
        "rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-whom": "His phone",
        "rows-0-outcome": "Switched off", **boxes("rows-0-at", "2026-03-06 11:10"),
    }  # fmt: skip
    client = signed_in(cast.carer)
    assert save(client, missing, "attempts", rows).status_code == 302
    assert save(client, missing, "attempts", rows, version=1).status_code == 302
    entry = LogEntry.objects.get(kind="contact_attempt")
    assert (entry.text, entry.at) == ("His phone: Switched off", utc("2026-03-06 11:10"))


def test_contacts_start_with_what_the_last_episode_said(
    cast: Cast, missing: Episode, at: At
) -> None:
    rows = {
        "rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-name": "Aunt Exemplar",
        "rows-0-phone": "01632 960009",
    }  # fmt: skip
    save(signed_in(cast.carer), missing, "contacts", rows)
    at("2026-03-07 12:00")
    lifecycle.make(
        "return_home", ref=missing.reference, by=cast.carer, at=utc("2026-03-07 11:00"),
        end_reason="by_self",
    )  # fmt: skip
    at("2026-03-09 12:00")
    again = receive(cast, started_at="2026-03-09T11:00:00+00:00", police_told_at=None).episode
    assert "Aunt Exemplar" in signed_in(cast.carer).get(page(again, "contacts")).content.decode()


def test_left_sections_are_in_the_tray_of_who_began_and_of_the_worker(
    cast: Cast, missing: Episode
) -> None:
    for user in (cast.carer, cast.worker):
        tray = signed_in(user).get("/").content.decode()
        assert f"0 of {len(PARTS)} sections done" in tray
    assert "sections done" not in signed_in(cast.coordinator).get("/").content.decode()
    ReportSection.objects.bulk_create(
        [
            ReportSection(
                parent=missing, key=key, saved_at=utc("2026-03-06 11:30"), saved_by=cast.carer,
                completed_at=utc("2026-03-06 11:30"),
            )
            for key in PARTS
        ]
    )  # fmt: skip
    assert "sections done" not in signed_in(cast.carer).get("/").content.decode()


def test_a_closed_episode_keeps_its_report_as_it_is(cast: Cast, missing: Episode) -> None:
    lifecycle.make("void", ref=missing.reference, by=cast.manager, reason="Entered twice")
    client = signed_in(cast.carer)
    assert client.get(page(missing)).status_code == 200
    assert client.get(page(missing, "with_them")).status_code == 403
    with pytest.raises(Refused):
        tell(missing, cast.carer)


def tell(episode: Episode, by: Any, **changes: Any) -> Told:
    fields = {
        "whom": "parents", "name": "His mother", "at": utc("2026-03-06 11:15"),
        "told_by": "Casey Marlow",
    }  # fmt: skip
    return told_services.tell(ref=episode.reference, by=by, **(fields | changes))


def test_parents_told_is_kept_with_time_and_by_whom_and_settles_the_duty(
    cast: Cast, missing: Episode
) -> None:
    duty = Deadline.objects.get(episode_id=missing.pk, rule="told_parents")
    tell(missing, cast.carer)
    duty.refresh_from_db()
    assert duty.state == "met"
    assert "told by Casey Marlow" in missing.log.get().text
    shown = signed_in(cast.worker).get(page(missing)).content.decode()
    assert "His mother, somebody with parental responsibility" in shown


def test_the_police_told_with_their_number_stands_in_the_report(cast: Cast) -> None:
    episode = receive(
        cast, police_told=False, not_told_police_reason="They are being rung", police_force="",
        police_reference="", police_told_at=None,
    ).episode  # fmt: skip
    tell(episode, cast.carer, whom="police", name="PC 1042", reference="EX-7")
    episode.refresh_from_db()
    assert (episode.police_reference, episode.not_told_police_reason) == ("EX-7", "")
    assert episode.police_told_at == utc("2026-03-06 11:15")


@pytest.mark.parametrize(
    ("field", "value"),
    [("at", None), ("at", utc("2026-03-06 12:00")), ("name", " "), ("told_by", ""), ("whom", "x")],
)
def test_half_a_telling_is_refused_at_its_field(
    cast: Cast, missing: Episode, field: str, value: Any
) -> None:
    with pytest.raises(Invalid) as refusal:
        tell(missing, cast.carer, **{field: value})
    assert field in refusal.value.errors


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        ({"whom": "nobody"}, "told_says_who"),
        ({"told_by": ""}, "told_says_who"),
        ({"at": utc("2026-03-06 12:00")}, "told_in_the_past"),
        ({"reference": "EX-1"}, "reference_is_of_the_police"),
    ],
)
def test_the_database_refuses_it_too(
    cast: Cast, missing: Episode, broken: dict[str, Any], name: str
) -> None:
    row = {
        "episode": missing, "whom": "parents", "name": "His mother", "told_by": "Casey",
        "at": utc("2026-03-06 11:15"), "by": cast.carer, "written_at": utc("2026-03-06 11:30"),
    }  # fmt: skip
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Told.objects.create(**row | broken)
