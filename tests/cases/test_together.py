"""Brothers, sisters and others who went along: one act, one episode each, seen to together."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from accounts.errors import Invalid
from cases import policy, reports, together, together_queries
from cases.models import Episode, Report
from people import services
from people.models import Person
from tests.cases.conftest import receive, report_of
from tests.cast import SINCE, Cast
from tests.stories import boxes, send, signed_in

At = Callable[[str], datetime]


@pytest.fixture
def nine(cast: Cast) -> list[Person]:
    """The boy is one of a sibling group of nine, all in the same home."""
    others = [cast.sister]
    for number in range(7):
        one = services.add_person(
            by=cast.worker, given_name=f"Jo{number}", family_name="Exemplar", gender="female",
            date_of_birth=date(2013, 1, 1 + number), care_status="looked_after",
        )  # fmt: skip
        services.relate(person=cast.boy, other=one, kind="sibling", by=cast.coordinator)
        others.append(one)
    for one in others:
        services.place(
            person=one, kind="home", home=cast.home, starts_on=SINCE, by=cast.coordinator
        )
    return others


def act(cast: Cast, others: list[Person], *, token: uuid.UUID | None = None, **changes: Any) -> Any:
    return together.receive(
        by=cast.carer, channel="form", token=token or uuid.uuid4(),
        payload=report_of(cast, **changes), others=[one.reference for one in others],
    )  # fmt: skip


def test_a_sibling_group_of_nine_is_nine_episodes_of_one_act_however_often_it_is_sent(
    cast: Cast, nine: list[Person]
) -> None:
    token = uuid.uuid4()
    first, second = act(cast, nine, token=token), act(cast, nine, token=token)
    assert first.pk == second.pk
    rows = Episode.objects.all()
    assert rows.count() == Report.objects.count() == 9
    assert {row.together for row in rows} == {token}
    assert {row.person for row in rows} == {cast.boy, *nine}
    sister = rows.get(person=cast.sister)
    assert (sister.clothing, sister.circumstances) == ("", "Left after an argument about a phone.")
    seen = together_queries.group_of(sister, among=policy.visible_to(cast.carer))
    assert len(seen) == 8


def test_what_a_killed_server_left_of_it_is_made_and_linked(
    cast: Cast, nine: list[Person], at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, made = reports.receive, []

    def killed_after_three(**what: Any) -> Report:
        if len(made) == 3:
            raise KeyboardInterrupt
        made.append(1)
        return real(**what)

    monkeypatch.setattr(reports, "receive", killed_after_three)
    with pytest.raises(KeyboardInterrupt):
        act(cast, nine)
    assert (Episode.objects.count(), Report.objects.count()) == (3, 9)
    at("2026-03-06 11:32")
    assert reports.pick_up() == 6
    assert len(set(Episode.objects.values_list("together", flat=True))) == 1


def test_one_of_them_out_of_reach_or_reported_already_does_not_stop_the_others(
    cast: Cast, nine: list[Person]
) -> None:
    receive(cast, person=cast.sister.reference)
    act(cast, [*nine[:2], cast.other_child])
    assert sorted(Report.objects.values_list("outcome", flat=True)) == [
        "episode", "episode", "episode", "refused", "waiting",
    ]  # fmt: skip
    assert not Episode.objects.filter(person=cast.other_child).exists()


def test_a_first_report_that_is_refused_makes_none_and_each_says_so(
    cast: Cast, nine: list[Person]
) -> None:
    with pytest.raises(Invalid):
        act(cast, nine[:2], reporter_name="")
    assert list(Report.objects.values_list("outcome", flat=True)) == ["refused"] * 3


def test_who_went_along_is_chosen_before_the_report_is_sent(cast: Cast, nine: list[Person]) -> None:
    client = signed_in(cast.carer)
    path = f"/report/new/{cast.boy.reference}/"
    from tests.cases.test_at_once import pages_of

    for sent in pages_of(cast).values():
        path = client.post(path, sent)["Location"]
    token = path.split("/")[2]
    shown = client.get(f"/report/{token}/along/").content.decode()
    assert "Jodie Exemplar" in shown
    assert "Elsewhere" not in shown
    chosen = {"others": [cast.sister.reference, nine[1].reference]}
    assert send(client, f"/report/{token}/along/", chosen)["Location"] == path
    shown = client.get(path).content.decode()
    assert "Report Jamie and 2 others as missing" in shown
    assert "Jodie Exemplar" in shown
    done = client.post(path)["Location"]
    shown = client.get(done).content.decode()
    assert "Reported with Jamie" in shown
    assert Episode.objects.count() == 3
    episode = Episode.objects.get(person=cast.boy)
    shown = client.get(f"/episodes/{episode.reference}/").content.decode()
    assert "Went with" in shown


def test_ten_others_are_refused_in_words(cast: Cast) -> None:
    from cases.together_forms import AlongForm

    people = [(str(number), str(number)) for number in range(10)]
    form = AlongForm({"others": [one for one, _ in people]}, people=people, most=together.MOST)
    assert not form.is_valid()
    assert form.errors["others"] == ["Select 9 or fewer; report the rest afterwards"]


def test_all_are_back_at_once_and_the_policy_is_asked_for_each(
    cast: Cast, nine: list[Person], at: At
) -> None:
    act(cast, nine[:2])
    episode = Episode.objects.get(person=cast.boy)
    other = Episode.objects.get(person=nine[1])
    Episode.objects.filter(pk=other.pk).update(started_at=datetime(2026, 3, 7, 9, 30, tzinfo=UTC))
    at("2026-03-07 12:00")
    client = signed_in(cast.carer)
    every = list(Episode.objects.values_list("reference", flat=True))
    path = f"/episodes/{episode.reference}/together/back/"
    shown = client.get(path).content.decode()
    assert shown.count('name="whom"') == 3
    sent = {"whom": every, "end_reason": "by_police"} | boxes("at", "2026-03-07 09:00")
    token = str(uuid.uuid4())
    answers = [send(client, path, sent, token=token) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    states = dict(Episode.objects.values_list("person__given_name", "state"))
    assert states == {"Jamie": "ended", "Jodie": "ended", nine[1].given_name: "open"}
    shown = client.get(answers[0]["Location"]).content.decode()
    assert f"Not recorded for {nine[1].name}" in shown
    assert "must be after the episode started" in shown


def test_located_and_put_right_for_all(cast: Cast, nine: list[Person]) -> None:
    act(cast, nine[:1])
    episode = Episode.objects.get(person=cast.boy)
    client = signed_in(cast.carer)
    every = list(Episode.objects.values_list("reference", flat=True))
    base = f"/episodes/{episode.reference}/together/"
    sent = {
        "whom": every, "located_way": "on_the_way", "located_where": "The station",
        "located_by": "Police", **boxes("at", "2026-03-06 11:20"),
    }  # fmt: skip
    assert send(client, f"{base}located/", sent).status_code == 302
    assert set(Episode.objects.values_list("state", flat=True)) == {"located"}
    sent = {"whom": every, "police_reference": "EX-900"}
    assert send(client, f"{base}report/", sent).status_code == 302
    assert set(Episode.objects.values_list("police_reference", flat=True)) == {"EX-900"}


def test_who_does_not_see_one_of_them_is_not_told_of_them(cast: Cast) -> None:
    act(cast, [cast.sister])  # placed nowhere, so no carer's: refused for the carer
    assert Episode.objects.count() == 1
    token = uuid.uuid4()
    together.receive(
        by=cast.edt, channel="form", token=token,
        payload=report_of(cast, person=cast.sister.reference, status="missing_home"),
        others=[cast.other_child.reference],
    )  # fmt: skip
    row = Episode.objects.get(person=cast.sister)
    assert together_queries.group_of(row, among=policy.visible_to(cast.edt))
    assert not together_queries.group_of(row, among=policy.visible_to(cast.carer))
    client = signed_in(cast.outsider)
    theirs = Episode.objects.get(person=cast.other_child)
    shown = client.get(f"/episodes/{theirs.reference}/together/").content.decode()
    assert "Jodie" not in shown
