"""What an interviewer sees and what nobody may do; and what the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Organisation
from returns import policy, rules
from returns.models import Interview
from tests.cast import Cast
from tests.returns.talk import DONE, fill, finish, pages
from tests.stories import boxes, moment, send, signed_in

pytestmark = pytest.mark.django_db
PAGES = ("", "assign/", "contacts/", "decline/", "finish/", "analysis/", "urgent/", "going/")


def test_an_interviewer_sees_a_first_name_and_no_way_to_the_record(cast: Cast, assigned) -> None:
    client = signed_in(cast.interviewer)
    page = client.get(f"/interviews/{assigned.reference}/").content.decode()
    assert cast.boy.given_name in page
    assert cast.boy.family_name not in page
    assert f"/episodes/{assigned.episode.reference}/" not in page
    assert "Left after a phone call" in page
    assert "01632 960001" in page
    for address in (f"/episodes/{assigned.episode.reference}/", f"/people/{cast.boy.reference}/"):
        assert client.get(address).status_code == 404


def test_outsiders_find_nothing_at_any_address(cast: Cast, assigned) -> None:
    people = (cast.outsider, cast.outside_manager, cast.other_interviewer, cast.carer, cast.police)
    for user in people:
        client = signed_in(user)
        for page in PAGES:
            answer = client.get(f"/interviews/{assigned.reference}/{page}")
            assert answer.status_code == 404, (user, page)
            sent = send(client, f"/interviews/{assigned.reference}/{page}", {})
            assert sent.status_code in {404, 405}, (user, page)


def test_three_answers_agree(cast: Cast, assigned) -> None:
    may_see = policy.people_who_may_see(assigned)
    for part, user in cast.staff().items():
        listed = policy.visible_to(user).filter(pk=assigned.pk).exists()
        said = policy.may(user, "view_interview", assigned).ok
        assert listed == (user.pk in may_see) == said, part


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("iro", "assign/"),
        ("iro", "going/"),
        ("interviewer", "assign/"),
        ("interviewer", "analysis/"),
    ],
)
def test_who_sees_it_may_not_do_everything(cast: Cast, assigned, who: str, page: str) -> None:
    answer = signed_in(getattr(cast, who)).get(f"/interviews/{assigned.reference}/{page}")
    assert answer.status_code == 403


def test_a_provider_outside_its_ages_is_refused_with_the_ages(cast: Cast, needed) -> None:
    Organisation.objects.filter(pk=cast.provider.pk).update(min_age=10, max_age=15)
    who = {"interviewer": f"{cast.provider.pk}-{cast.interviewer.pk}"}
    answer = send(signed_in(cast.coordinator), f"/interviews/{needed.reference}/assign/", who)
    assert "aged from 10 to 15, and this child is 16" in answer.content.decode()
    needed.refresh_from_db()
    assert needed.state == "needed"


def test_nobody_but_an_interviewer_of_a_provider_can_be_chosen(cast: Cast, needed) -> None:
    who = {"interviewer": f"{cast.provider.pk}-{cast.worker.pk}"}
    answer = send(signed_in(cast.coordinator), f"/interviews/{needed.reference}/assign/", who)
    assert answer.status_code == 400
    assert "There is a problem" in answer.content.decode()


def test_the_child_is_told_first(cast: Cast, assigned) -> None:
    client = signed_in(cast.interviewer)
    answer = send(client, f"/interviews/{assigned.reference}/explained/", {**DONE, "version": "0"})
    assert "Confirm that you have told them this" in answer.content.decode()


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("safeguarding", {"flags": ["none", "gang"]}, "Select the ones that apply"),
        ("safeguarding", {"flags": ["gang"]}, "Enter why you have selected these concerns"),
        ("safeguarding", {"flags": ["risky_contact"], "why": "x"}, "Select who poses the risk"),
        ("referrals", {"needed": "yes"}, "Select the help that is given"),
        ("referrals", {"needed": "no"}, "Enter why there is no referral"),
        ("push_pull", {"factors": ["other"], "reflections": "x"}, "Enter what else it was"),
        ("sharing", {"agreed": "x", "without_consent": "y"}, "Select yes if they have been told"),
        ("details", {"engagement": "adjusted"}, "Enter what was adjusted"),
    ],
)
def test_answers_that_do_not_go_together(cast: Cast, assigned, key, typed, said) -> None:
    client = signed_in(cast.interviewer)
    address = f"/interviews/{assigned.reference}/{key}/"
    assert said in send(client, address, {**typed, **DONE, "version": "0"}).content.decode()
    draft = {**typed, "section_completed": "no", "version": "0"}
    assert send(client, address, draft).status_code == 302


@pytest.mark.parametrize(
    ("held", "said"), [("2026-03-07 09:00", "before they were found"), ("", "Complete every")]
)
def test_when_it_was_held_must_be_possible(cast: Cast, assigned, held: str, said: str) -> None:
    client = signed_in(cast.interviewer)
    fill(client, assigned, held=held or "2026-03-09 08:00")
    if not held:
        draft = {**boxes("held_at", "2026-03-09 08:30"), "section_completed": "no", "version": "1"}
        send(client, f"/interviews/{assigned.reference}/details/", draft)
    assert said in finish(client, assigned).content.decode()


def test_a_future_time_is_refused_on_its_page(cast: Cast, assigned) -> None:
    typed = pages(held="2026-03-09 10:00")["details"]
    answer = send(
        signed_in(cast.interviewer), f"/interviews/{assigned.reference}/details/",
        {**typed, **DONE, "version": "0"},
    )  # fmt: skip
    assert "must be now or in the past" in answer.content.decode()


def test_nobody_records_what_they_have_not_seen(cast: Cast, assigned) -> None:
    client = signed_in(cast.interviewer)
    fill(client, assigned, held="2026-03-09 08:00")
    answer = send(client, f"/interviews/{assigned.reference}/finish/", {"read": "going:1"})
    assert "A section was changed while you were looking" in answer.content.decode()


def test_recorded_it_is_locked(cast: Cast, assigned) -> None:
    client = signed_in(cast.interviewer)
    fill(client, assigned, held="2026-03-09 08:00")
    finish(client, assigned)
    for page in ("going/", "finish/", "decline/", "contacts/"):
        answer = client.get(f"/interviews/{assigned.reference}/{page}")
        assert answer.status_code == 403, page
        assert "has been recorded" in answer.content.decode()
    assert client.get(f"/interviews/{assigned.reference}/urgent/").status_code == 200


def test_there_is_no_analysis_before_the_record(cast: Cast, assigned) -> None:
    answer = signed_in(cast.worker).get(f"/interviews/{assigned.reference}/analysis/")
    assert answer.status_code == 403
    assert "has to be recorded before" in answer.content.decode()


def test_the_lists_are_whole() -> None:
    """S4's Appendix 3: 8 push and pull factors, 18 flags, 12 referrals; and other ones."""
    assert (len(rules.PUSH_PULL), len(rules.FLAGS), len(rules.REFERRALS)) == (9, 18, 13)
    assert (list(rules.FEELINGS), list(rules.LIKELIHOOD)) == ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5])


BROKEN = [
    ("assigned_has_interviewer", {"state": "assigned"}),
    ("recorded_interview_is_whole", {"state": "recorded"}),
    ("no_interview_has_reason", {"state": "declined"}),
    ("not_due_says_why", {"state": "not_due", "reason": "x"}),
    ("not_due_says_why", {"not_due_why": "adult"}),
    ("analysis_says_something", {"analysed_at": moment("2026-03-09 09:00")}),
    ("interview_state_known", {"state": "dreamt"}),
    (
        "recorded_after_held",
        {"held_at": moment("2026-03-09 09:00"), "recorded_at": moment("2026-03-09 08:00")},
    ),
]


@pytest.mark.parametrize(("constraint", "change"), BROKEN)
def test_the_database_refuses(needed, constraint: str, change: dict) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Interview.objects.filter(pk=needed.pk).update(**change)


def test_the_database_refuses_doubles_and_silence(cast: Cast, needed) -> None:
    row = {"key": "going", "saved_at": needed.created_at, "saved_by": cast.worker}
    needed.sections.create(**row)
    with pytest.raises(IntegrityError, match="interview_section_once"), transaction.atomic():
        needed.sections.create(**row)
    with pytest.raises(IntegrityError, match="disclosure_says_something"), transaction.atomic():
        needed.disclosures.create(at=needed.created_at, what="", by=cast.worker)
