"""What somebody's episodes say together: counts, lengths, patterns. Pure functions, no Django.

Counts take episodes that were ever missing, by their true start (S4, domain: Deadlines). Lengths
are real time, so the hour that comes twice in October counts twice. Weekdays and times of day are
what a clock in London showed.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# The parts of a day, each with the hour it begins at (ours).
PARTS_OF_DAY = {"Night, 12am to 6am": 0, "Morning, 6am to 12pm": 6,
                "Afternoon, 12pm to 6pm": 12, "Evening, 6pm to 12am": 18}  # fmt: skip
REPEAT_90, REPEAT_30 = 3, 3  # the numbers from which an episode is a repeat (S4, S1; S3)
USUAL = 5  # how many places and companions are told of


@dataclass(frozen=True)
class Spell:
    """One status within an episode: missing, or absent with a known place."""

    missing: bool
    starts_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True)
class Away:
    """One episode as these rules read it. Void ones are left out by whoever asks."""

    started_at: datetime
    ended_at: datetime | None
    spells: tuple[Spell, ...]
    reference: str = ""
    where: str = ""
    companions: str = ""
    approximate: bool = False
    arrested: bool | None = None
    harmed: bool | None = None

    @property
    def ever_missing(self) -> bool:
        return any(spell.missing for spell in self.spells)

    def length(self, now: datetime) -> timedelta:
        """From the start to the end, or until now while it is open."""
        return (self.ended_at or now) - self.started_at

    def missing_for(self, now: datetime) -> timedelta:
        """The time in it that their whereabouts were not known: its missing spells alone."""
        end = self.ended_at or now
        lengths = [
            min(spell.ends_at or end, end) - spell.starts_at
            for spell in self.spells
            if spell.missing
        ]
        return sum((max(one, timedelta()) for one in lengths), timedelta())


@dataclass(frozen=True)
class History:
    """Everything the page says. `longest` is the longest of those that were ever missing."""

    episodes: int
    missing: int
    absent_only: int
    in_30_days: int
    in_90_days: int
    in_12_months: int
    total: timedelta
    longest: Away | None
    longest_for: timedelta
    approximate: int
    arrested: int
    harmed: int
    places: list[tuple[str, int]] = field(default_factory=list)
    companions: list[tuple[str, int]] = field(default_factory=list)
    weekdays: list[tuple[str, int]] = field(default_factory=list)
    times: list[tuple[str, int]] = field(default_factory=list)

    @property
    def flags(self) -> list[str]:
        """What stands out, in the words of the tags."""
        return [
            text
            for text, so in (
                ("3 or more in 90 days", self.in_90_days >= REPEAT_90),
                ("3 or more in 30 days", self.in_30_days >= REPEAT_30),
            )
            if so
        ]


def history_of(episodes: Iterable[Away], *, now: datetime) -> History:
    """All of one person's episodes that stand, up to now."""
    every = list(episodes)
    gone = [one for one in every if one.ever_missing]
    longest = max(gone, key=lambda one: one.missing_for(now), default=None)
    return History(
        episodes=len(every),
        missing=len(gone),
        absent_only=len(every) - len(gone),
        in_30_days=count_within(gone, now=now, since=now - timedelta(days=30)),
        in_90_days=count_within(gone, now=now, since=now - timedelta(days=90)),
        in_12_months=count_within(gone, now=now, since=a_year_before(now)),
        total=sum((one.missing_for(now) for one in gone), timedelta()),
        longest=longest,
        longest_for=longest.missing_for(now) if longest else timedelta(),
        approximate=sum(one.approximate for one in gone),
        arrested=sum(one.arrested is True for one in every),
        harmed=sum(one.harmed is True for one in every),
        places=usual(one.where for one in every),
        companions=usual(one.companions for one in every),
        weekdays=by_weekday(gone),
        times=by_time_of_day(gone),
    )


def count_within(gone: Iterable[Away], *, now: datetime, since: datetime) -> int:
    """How many of these began after `since` and not after now: the window rolls by the second."""
    return sum(since < one.started_at <= now for one in gone)


def a_year_before(moment: datetime) -> datetime:
    """The same day and time by the clock of London a year before; of 29 February, the 28th."""
    there = moment.astimezone(LONDON)
    try:
        before = there.replace(year=there.year - 1)
    except ValueError:
        before = there.replace(year=there.year - 1, day=28)
    return before.astimezone(UTC)


def usual(texts: Iterable[str]) -> list[tuple[str, int]]:
    """What comes up, most often first, written as it was written last; the first few.

    Capitals, spaces and full stops make no difference. `texts` are latest first.
    """
    written: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for text in texts:
        if key := " ".join(text.casefold().replace(".", " ").replace(",", " ").split()):
            written.setdefault(key, " ".join(text.split()))
            counted[key] += 1
    return [(written[key], number) for key, number in counted.most_common(USUAL)]


def by_weekday(gone: Iterable[Away]) -> list[tuple[str, int]]:
    """How many began on each day of the week, Monday first, days without any too."""
    counted = Counter(one.started_at.astimezone(LONDON).weekday() for one in gone)
    return [(name, counted[number]) for number, name in enumerate(WEEKDAYS)]


def by_time_of_day(gone: Iterable[Away]) -> list[tuple[str, int]]:
    """How many began in each quarter of the day."""
    counted = Counter(one.started_at.astimezone(LONDON).hour // 6 * 6 for one in gone)
    return [(name, counted[hour]) for name, hour in PARTS_OF_DAY.items()]
