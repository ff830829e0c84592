"""Reads of episodes, shaped for the pages. What a user may see comes in as `among`, from the
policy.
"""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT

from accounts.models import User
from cases import rules
from cases.models import Action, Episode, Report, ReportDraft, RiskView, StatusSpell
from people.hooks import Away
from people.models import Person, Placement
from people.policy import visible_to, would_see
from people.queries import current_on
from people.unnamed import as_shown_to, unnamed

PAGE = 25


def status_of(outer: str = "pk") -> Subquery:
    """The latest status of an episode, as a column."""
    spells = StatusSpell.objects.filter(episode=OuterRef(outer)).order_by("-starts_at", "-id")
    return Subquery(spells.values("status")[:1])


def grade_of(whose: str, outer: str = "pk") -> Subquery:
    """The latest grade of one side, as a column."""
    views = RiskView.objects.filter(episode=OuterRef(outer), whose=whose).order_by("-at", "-id")
    return Subquery(views.values("grade")[:1])


def with_standing(episodes: QuerySet[Episode]) -> QuerySet[Episode]:
    """Episodes with what every list shows: the person, the status, both grades."""
    return episodes.select_related("person", "responsible_authority").annotate(
        status=status_of(), police_grade=grade_of("police"), council_grade=grade_of("council")
    )


def away_now(among: QuerySet[Episode]) -> QuerySet[Episode]:
    """Who is missing or absent now, each once: an older episode that was never closed is counted
    by the newer one beside it.
    """
    newer = Episode.objects.filter(beside=OuterRef("pk"), state__in=["open", "located"])
    return among.filter(~Exists(newer), state__in=["open", "located"])


def open_now(*, among: QuerySet[Episode]) -> list[Episode]:
    """Who is missing or absent now: highest risk first, then longest; absent after missing.
    Whom nobody has graded stands with medium risk (rules.UNGRADED_AS).
    """
    rows = list(
        with_standing(away_now(among)).select_related("beside").order_by("started_at")[:500]
    )
    order = list(rules.GRADES)

    def weight(row: Episode) -> tuple[bool, int, datetime]:
        grades = [order.index(one) for one in (row.police_grade, row.council_grade) if one]
        return (
            row.status not in rules.MISSING,
            -max(grades, default=order.index(rules.UNGRADED_AS)),
            row.started_at,
        )

    return sorted(rows, key=weight)


def how_many_open(*, among: QuerySet[Episode]) -> int:
    """How many are missing or absent now: few, by a partial index."""
    return away_now(among).count()


def page_of(
    *, among: QuerySet[Episode], before: tuple[datetime, int] | None = None
) -> tuple[list[Episode], bool]:
    """One page of episodes, latest first, by key; and whether there are more.

    The page's numbers are found first, from the index alone; only its rows are then read whole.
    """
    latest = ("-started_at", "-id")
    if before:
        # The first half says nothing more, but it is where the index is entered.
        among = among.filter(started_at__lte=before[0]).exclude(
            started_at=before[0], pk__gte=before[1]
        )
    chosen = among.order_by(*latest).values("pk")[: PAGE + 1]
    found = list(with_standing(Episode.objects.filter(pk__in=chosen)).order_by(*latest))
    return found[:PAGE], len(found) > PAGE


def open_episode_of(person_id: int) -> Episode | None:
    """The one that counts: of two, the newer."""
    rows = Episode.objects.filter(person_id=person_id, state__in=["open", "located"])
    return rows.order_by("-started_at", "-id").first()


def open_with_status(person_id: int) -> Episode | None:
    """The open episode with the status that stands."""
    rows = Episode.objects.filter(person_id=person_id, state__in=["open", "located"])
    return rows.annotate(status=status_of()).first()


def all_of(person_id: int) -> QuerySet[Episode]:
    """Every episode of one person, the void ones too."""
    return Episode.objects.filter(person=person_id)


def episodes_of(person_id: int, *, most: int = PAGE) -> list[Episode]:
    """The latest of one person, latest first, the void ones too."""
    rows = with_standing(all_of(person_id))
    return list(rows.order_by("-started_at", "-id")[:most])


def with_open_episode(people: QuerySet[Person]) -> QuerySet[Person]:
    """People with the reference and status of their open episode, and where they are placed
    today.
    """
    episodes = Episode.objects.filter(person=OuterRef("pk"), state__in=["open", "located"])
    episodes = episodes.order_by("-started_at", "-id")
    return people.annotate(
        open_ref=Subquery(episodes.values("reference")[:1]),
        open_status=Subquery(
            StatusSpell.objects.filter(
                episode__person=OuterRef("pk"), episode__state__in=["open", "located"]
            )
            .order_by("-episode__started_at", "-starts_at", "-id")
            .values("status")[:1]
        ),
    )


def placements_of(people: list[Person], *, on: datetime) -> dict[int, Placement]:
    """Where each of these is placed on that day, in one query."""
    rows = Placement.objects.filter(current_on(on.date()), person__in=people)
    return {row.person_id: row for row in rows.select_related("home").order_by("starts_on")}


def named(refs: list[str], *, among: QuerySet[Person]) -> list[Person]:
    """Those of these references whom this user sees."""
    return list(among.filter(reference__in=refs)) if refs else []


def drafts_of(user: User) -> list[ReportDraft]:
    """The user's own drafts about those they may report. A restricted person whom they may not see
    stands in it without a name; who is out of their reach is not there.
    """
    rows = ReportDraft.objects.filter(by=user, person__in=would_see(user).order_by().values("pk"))
    found = list(rows.select_related("person").order_by("-saved_at"))
    shut = {row.person_id for row in found if row.person and row.person.restricted}
    if shut:
        seen = visible_to(user, by_key=True).filter(pk__in=shut)
        shut -= set(seen.values_list("pk", flat=True))
    for row in found:
        if row.person and row.person_id in shut:
            row.person = unnamed(row.person)
    return found


def draft_of(user: User, token: str) -> ReportDraft | None:
    """A draft belongs to who makes it: nobody else finds it, nor they once the person is out of
    their reach.
    """
    rows = ReportDraft.objects.filter(by=user, person__in=would_see(user).order_by().values("pk"))
    draft = rows.filter(token=token).select_related("person").first()
    if draft is not None and draft.person and draft.person.restricted:
        draft.person = as_shown_to(user, draft.person)
    return draft


def draft_about(user: User, person_id: int) -> ReportDraft | None:
    """The user's draft about this person, the latest one."""
    rows = ReportDraft.objects.filter(by=user, person=person_id)
    return rows.order_by("-saved_at").first()


def report_by_token(user: User, token: str) -> Report | None:
    rows = Report.objects.filter(by=user, token=token)
    return rows.select_related("episode__person").first()


def waiting_reports(*, among: QuerySet[Episode], limit: int = 50) -> list[Report]:
    """Reports that wait beside an open episode for somebody to say what they were, oldest first."""
    rows = Report.objects.filter(outcome="waiting", episode__in=among)
    return list(rows.select_related("episode__person", "by").order_by("at")[:limit])


def spells_of(episode: Episode) -> list[StatusSpell]:
    return list(episode.spells.select_related("by").order_by("-starts_at", "-id"))


def waiting_beside(episode: Episode) -> list[Report]:
    """Reports that wait beside this episode."""
    return list(episode.reports.filter(outcome="waiting").select_related("by").order_by("at"))


def newer_than(episode: Episode) -> list[Episode]:
    """Reported missing again while this one was open, and still counted beside it."""
    return list(episode.newer.exclude(state="void").order_by("started_at"))


def never_closed(*, among: QuerySet[Episode]) -> list[Episode]:
    """Episodes beside an older one that somebody has yet to close, oldest first."""
    rows = among.filter(beside__isnull=False).exclude(state="void")
    return list(rows.select_related("person", "beside").order_by("started_at")[:50])


def risk_standing(episode: Episode) -> dict[str, Any]:
    """The latest view of each side, and whether they differ.

    A missing person whom the police grade below medium is a difference by itself (S4).
    """
    latest: dict[str, Any] = {}
    for view in episode.risk_views.select_related("by").order_by("at", "id"):
        latest[view.whose] = view
    police, council = latest.get("police"), latest.get("council")
    both = police is not None and council is not None
    low = police is not None and police.grade in {"no_apparent_risk", "low"}
    missing = spells_of(episode)[0].status in rules.MISSING
    return {
        "police": police,
        "council": council,
        "differ": both and police.grade != council.grade,
        "below_medium": low and missing,
    }


def action_of(episode: Episode, number: int) -> Action | None:
    return episode.actions.filter(pk=number).first()


def report_beside(episode: Episode, number: int) -> Report | None:
    """A report that waited or waits beside this episode, or became another one beside it."""
    rows = Report.objects.filter(Q(episode=episode) | Q(episode__beside=episode), pk=number)
    return rows.filter(outcome__in=["waiting", "settled"]).select_related("by", "episode").first()


def refused_reports(person_ref: str, *, limit: int = 5) -> list[Report]:
    """Reports about this person that did not become an episode, latest first: none is lost, those
    about a record that was merged into this one neither.
    """
    merged = Person.objects.filter(merged_into__reference=person_ref)
    refs = [person_ref, *merged.values_list("reference", flat=True)]
    rows = Report.objects.filter(outcome__in=["refused", "kept"])
    rows = rows.annotate(whom=KT("payload__person")).filter(whom__in=refs)
    return list(rows.select_related("by").order_by("-at")[:limit])


def away_at(person_id: int, moment: datetime) -> Away | None:
    """Whether somebody was missing or absent then, and the force that was told."""
    rows = Episode.objects.filter(person_id=person_id, started_at__lte=moment)
    rows = rows.exclude(state="void").filter(Q(ended_at__isnull=True) | Q(ended_at__gt=moment))
    found = rows.order_by("-started_at").first()
    if found is None:
        return None
    spells = found.spells.filter(starts_at__lte=moment).order_by("-starts_at", "-id")
    status = spells.values_list("status", flat=True).first()
    return Away(missing=status in rules.MISSING, police_force_id=found.police_force_id)
