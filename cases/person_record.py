"""What the page of a person's record shows: every fact, how fresh it is, what waits to be done."""

from datetime import datetime, timedelta
from typing import Any

from accounts.clock import local
from accounts.models import User
from accounts.policy import acts_of
from deadlines.queries import open_about
from people import confirming, record_queries
from people import policy as people_policy
from people.models import Person
from people.queries import allocations_of, care_on, current_placement, legal_on

# A fact confirmed this lately is not asked about again (ours).
ASK_AGAIN = timedelta(days=30)


def facts_of(row: Person, *, user: User, now: datetime) -> dict[str, Any]:
    """The facts of the record for this reader."""
    day = local(now).date()
    acts = acts_of(user)
    placement = current_placement(row.pk, day)
    dates = record_queries.court_dates_of(row.pk)
    fresh = confirming.last_confirmed(row.pk, at=now)
    return {
        "age": row.age_on(day),
        "noun": row.noun_on(day),
        "care": care_on(row.pk, day),
        "legal": legal_on(row.pk, day),
        "placement": placement,
        "asked_by_move": len(open_about("placement", placement.pk)) if placement else 0,
        "workers": allocations_of(row.pk, day),
        "relations": record_queries.relations_of(
            row, among=people_policy.visible_to(user, by_key=True)
        ),
        "names": record_queries.names_of(row.pk),
        "identifiers": record_queries.identifiers_of(row.pk),
        "alerts": record_queries.alerts_of(row.pk),
        "court_date": record_queries.next_court_date(dates),
        "suggestions": record_queries.suggestions_waiting(row.pk),
        "fresh": fresh,
        "ask": {
            fact for fact, last in fresh.items() if last.at is None or now - last.at > ASK_AGAIN
        },
        "may_edit": "edit_person" in acts,
        "may_confirm": "confirm_facts" in acts,
    }
