"""One person's times missing, read for the rules, and told in words where papers need them."""

from datetime import datetime

from cases import rules
from cases.history_rules import Away, History, Spell, history_of
from cases.models import Episode, StatusSpell
from govuk import words


def read(person_id: int, *, now: datetime) -> History:
    """The history of this person: two questions, however many episodes there are."""
    return history_of(aways_of(person_id), now=now)


def aways_of(person_id: int) -> list[Away]:
    """Every episode that stands, latest first."""
    rows = Episode.objects.filter(person_id=person_id).exclude(state="void")
    fields = (
        "pk", "reference", "started_at", "ended_at", "start_approximate", "located_where",
        "located_with", "arrested", "harmed",
    )  # fmt: skip
    found = list(rows.order_by("-started_at", "-id").values(*fields))
    spells: dict[int, list[Spell]] = {}
    dated = StatusSpell.objects.filter(episode__in=[row["pk"] for row in found])
    for episode, status, starts, ends in dated.order_by("starts_at", "id").values_list(
        "episode", "status", "starts_at", "ends_at"
    ):
        spells.setdefault(episode, []).append(Spell(status in rules.MISSING, starts, ends))
    return [
        Away(
            started_at=row["started_at"], ended_at=row["ended_at"],
            spells=tuple(spells.get(row["pk"], ())), reference=row["reference"],
            where=row["located_where"], companions=row["located_with"],
            approximate=row["start_approximate"], arrested=row["arrested"], harmed=row["harmed"],
        )
        for row in found
    ]  # fmt: skip


def before(episode: Episode, *, now: datetime) -> str:
    """What the report of an episode says of those before it: this one is left out."""
    earlier = [one for one in aways_of(episode.person_id) if one.started_at < episode.started_at]
    history = history_of(earlier, now=now)
    return in_a_line(history) or "No time missing is recorded before this one"


def in_a_line(history: History) -> str:
    """For a paper: how often, how long, where found before. Empty where there was nothing."""
    if not history.missing:
        return ""
    lately, year = (words.count(one, "time") for one in (history.in_90_days, history.in_12_months))
    said = [
        f"Missing {lately} in 90 days, {year} in 12 months",
        f"longest {words.duration(history.longest_for)}",
    ]
    if history.places:
        said.append("found before at " + "; ".join(named(history.places[:3])))
    if history.companions:
        said.append("with " + "; ".join(named(history.companions[:3])))
    return ". ".join(one[0].upper() + one[1:] for one in said)


def named(counted: list[tuple[str, int]]) -> list[str]:
    """Each with how often, where it was more than once."""
    return [f"{text} ({number} times)" if number > 1 else text for text, number in counted]
