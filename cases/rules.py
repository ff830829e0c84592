"""Words and numbers of an episode, as data (S4, domain: Episodes)."""

from datetime import UTC, datetime, timedelta

# No episode here began before this: an older time is a slip of the finger, and one as old as our
# calendar is more than the database's clock arithmetic can hold.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
TOO_EARLY = "The date and time must be after 1 January 1990"
# Two reports that begin this close together tell of one time away, unless somebody says otherwise
# (ours: a night; the home and the duty team are rung about the same child).
SAME_NIGHT = timedelta(hours=12)
STATUSES = {
    "absent_home": "Absent from Home",
    "absent_placement": "Absent from Placement",
    "missing_home": "Missing from Home",
    "missing_placement": "Missing from Placement",
}
MISSING = frozenset({"missing_home", "missing_placement"})
STATES = {
    "open": "Open",
    "located": "Located, not back yet",
    "ended": "Found",
    "finalised": "Finalised",
    "void": "Entered by mistake",
}
END_REASONS = {
    "by_self": "Returned by self",
    "by_police": "Returned by police or another agency",
    "by_social_care": "Found by social care",
    "by_school": "Found by school",
    "by_family": "Found by family or carers",
    "by_other": "Found by other",
    "deceased": "Deceased",
}
PLACES = {
    "home": "Home",
    "placement": "Placement",
    "school": "School",
    "other": "Somewhere else",
}
GRADES = {
    "no_apparent_risk": "No apparent risk",
    "low": "Low",
    "medium": "Medium",
    "high": "High",
}
# A child whom nobody has graded yet stands on the board as if at this risk, never last (ours).
UNGRADED_AS = "medium"
WHOSE_GRADE = {"police": "Police", "council": "Council"}
REPORTER_RELATIONS = {
    "carer": "Carer or staff of the home",
    "parent": "Parent or family",
    "school": "School",
    "social_worker": "Social worker",
    "police": "Police",
    "other": "Someone else",
}
CHANNELS = {"form": "Form", "api": "API", "police": "Police"}
LOG_KINDS = {
    "contact_attempt": "Contact attempt",
    "sighting": "Sighting",
    "enquiry": "Enquiry",
    "police_update": "Police update",
    "social_media": "Social media check",
    "nightly_update": "Nightly update",
    "told": "Somebody told",
    "note": "Case note",
}
# How the located may go on (domain: Rules).
LOCATED_WAYS = {
    "on_the_way": "They are on their way back or will be collected",
    "stays": "They are staying there, and it is a right place to be",
    "absent": "They are staying there without agreement: the episode goes on as absent",
    "not_safely_seen": "Nobody has safely seen them: they may be under duress or harboured",
}
ACTION_SOURCES = {"oversight": "Manager's oversight", "meeting": "Meeting"}
NOT_DUE_REASONS = {
    "absent_only": "Absent only, never missing",
    "adult": "An adult",
    "deceased": "Deceased",
    "other_authority": "Another authority's child, interview not commissioned",
}
# What became of a report that had to wait beside an open episode.
REPORT_SETTLED = {
    "same": "It told of the same episode",
    "new": "A new episode was made from it",
}
# What worker and manager weigh after a short absence: is a Missing Profile needed (S4)?
PROFILE_FACTORS = {
    "repeated": "They have been missing before, for short times but again and again",
    "worries": "Parents or carers worry about who they are with or how they have changed",
    "offending": "They have offended lately",
    "school": "They have been absent from school",
    "stayed": "They stayed with family or friends, overnight or for longer",
    "exploitation": "They may be at risk of exploitation",
}


def start_of(left_at: datetime | None, last_seen_at: datetime | None) -> datetime | None:
    """When an episode began: when they left, or when a responsible adult last saw them, whichever
    is later (S4). A responsible adult is the carer, or a professional who is concerned with their
    welfare or education. None where neither is known.

    Left at 15:00 and last seen at 14:00: 15:00. Left at 15:00, seen by a teacher at 16:30: 16:30.
    Only one of the two known: that one.
    """
    return max((one for one in (left_at, last_seen_at) if one), default=None)


def another_time(
    *,
    again: bool | None,
    start: datetime,
    missing: bool,
    open_start: datetime,
    open_missing: bool,
    open_located: datetime | None,
) -> bool:
    """Whether a report beside an open episode tells of another time away: then it counts by
    itself, and the older episode was never closed (S4). `again` is what the reporter says of it.

    Away since Monday 11:00. Reported again from Monday 20:00, nothing said: the same time. From
    Tuesday 20:00: another. Missing where the open one is an absence: another until somebody says
    that it is the same, for a missing child counts as missing. From before the open one began:
    never.
    """
    if not missing or start <= open_start:
        return False
    if not open_missing:
        return True
    if again is not None:
        return again
    if open_located is not None and start > open_located:
        return True
    return start - open_start > SAME_NIGHT
