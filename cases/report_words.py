"""A report in words: for the page that checks it, and for a report that waits beside an episode."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from cases import rules
from govuk import words

# (page, heading, [(name, question)])
PARTS = [
    (
        "where",
        "Where they are",
        [
            ("status", "Status"),
            ("missing_from", "Went from"),
            ("from_detail", "More about the place"),
            ("located_where", "Where they are"),
            ("ended_at", "Came back"),
            ("end_approximate", "Approximate"),
            ("end_reason", "How they came back"),
            ("again", "Were back before, and have gone again"),
        ],
    ),
    (
        "seen",
        "Last seen",
        [
            ("started_at", "When"),
            ("left_at", "Left"),
            ("last_seen_at", "Last seen by a responsible adult"),
            ("start_approximate", "Approximate"),
            ("last_seen_by", "By whom"),
        ],
    ),
    (
        "about",
        "What happened",
        [
            ("circumstances", "What happened"),
            ("clothing", "Wearing"),
            ("belongings", "Have with them"),
        ],
    ),
    (
        "police",
        "Police",
        [
            ("police_told", "Police told"),
            ("police_force", "Force"),
            ("police_reference", "Reference"),
            ("police_told_at", "When told"),
            ("police_grade", "Police grade"),
            ("not_told_police_reason", "Why not"),
        ],
    ),
    (
        "you",
        "Who is reporting",
        [
            ("reporter_name", "Name"),
            ("reporter_relation", "Relation"),
            ("reporter_phone", "Phone"),
            ("contact", "Others to contact"),
        ],
    ),
]
LABELS: dict[str, dict[str, str]] = {
    "status": rules.STATUSES,
    "missing_from": rules.PLACES,
    "reporter_relation": rules.REPORTER_RELATIONS,
    "police_grade": rules.GRADES,
    "end_reason": rules.END_REASONS,
}


def in_words(name: str, value: Any) -> str:
    """One answer as a person reads it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if name in LABELS:
        return LABELS[name].get(value, str(value))
    if name.endswith("_at"):
        try:
            return words.when(datetime.fromisoformat(value))
        except ValueError:
            return str(value)
    return str(value)


def parts(payload: dict[str, Any], token: str = "") -> list[dict[str, Any]]:
    """The report part by part, with the address to change each where it is a draft."""
    shown = []
    for page, heading, names in PARTS:
        rows = [
            {"key": label, "value": in_words(name, payload.get(name))}
            for name, label in names
            if payload.get(name) not in (None, "", False) or name == "police_told"
        ]
        change = reverse("cases:report_page", args=[token, page]) + "?change=1" if token else ""
        shown.append({"title": heading, "rows": rows, "change": change})
    return shown
