"""A hand-over sheet that leaves the house is on the record of everybody it names."""

import pytest

from cases.lifecycle import make
from cases.models import Episode
from people.models import Sharing
from people.restricting import restrict
from people.services import add_person
from tests.browse import fill_in, text
from tests.cast import Cast
from tests.papers.test_giving import made
from tests.stories import moment, signed_in, went_missing

pytestmark = pytest.mark.django_db
EVENING = "evening/2026-03-06"


@pytest.fixture
def away(cast: Cast) -> Episode:
    return went_missing(cast, police_force=cast.police_force)


def test_everybody_on_it_gets_a_line_and_nobody_the_others_copy(cast: Cast, away: Episode) -> None:
    other = add_person(by=cast.coordinator, given_name="Wilf", family_name="Exemplar")
    make(
        "report", by=cast.coordinator, person_ref=other.reference, at=away.started_at,
        status="missing_home", missing_from="home", responsible_authority=cast.council,
        reporter_name="Their mother", reporter_relation="parent", circumstances="Left at night",
    )  # fmt: skip
    paper = made(cast, "hand_over_sheet", EVENING, by=cast.edt)
    edt = signed_in(cast.edt)
    address = f"/papers/{paper.reference}/give/"
    asked = text(edt.get(address))
    assert "Did everybody on it agree" in asked
    assert "on the sharing record of everybody named on it" in asked
    assert "no such element" not in asked
    done = fill_in(edt, address, to_whom="The night team of the next authority")
    assert done["Location"] == f"/papers/{paper.reference}/"
    given = Sharing.objects.order_by("person")
    assert {one.person for one in given} == {cast.boy, other}
    assert {(one.source, one.copy_id) for one in given} == {(paper.reference, None)}
    page = text(edt.get(done["Location"]))
    assert "It is on the sharing record of 2 people" in page
    assert page.count("The night team of the next authority") == 1


def test_a_sheet_is_closed_to_who_may_not_see_somebody_on_it(cast: Cast, away: Episode) -> None:
    paper = made(cast, "hand_over_sheet", EVENING, by=cast.edt)
    restrict(
        ref=cast.boy.reference, by=cast.head, reason="His aunt works out of hours",
        ask=cast.head, named=[cast.edt_manager], version=0,
    )  # fmt: skip
    assert signed_in(cast.edt_manager).get(f"/papers/{paper.reference}/").status_code == 200
    edt = signed_in(cast.edt)
    for part in ("", "file.pdf", "give/", "state/"):
        refused = edt.get(f"/papers/{paper.reference}/{part}")
        assert refused.status_code == 403, part
        assert "Make a new sheet" in text(refused)
        assert cast.boy.family_name not in text(refused)
    again = made(cast, "hand_over_sheet", EVENING, by=cast.edt)
    assert again.content["people"] == []
    assert edt.get(f"/papers/{again.reference}/").status_code == 200
    assert moment("2026-03-06 11:30") == again.asked_at
