"""Who gets what at the addresses of a report: its rest, who was told, who went along, and an older
episode that was never closed.
"""

from tests.access.answers import (
    EPISODE,
    LOGS,
    MAY_FIND,
    RECORD,
    REPORTERS,
    REVIEWERS,
    Answer,
    draft,
    episode,
)

REPORT_ANSWERS: dict[str, Answer] = {
    "cases:report_along": draft(),
    "cases:close_older": Answer(MAY_FIND, RECORD - MAY_FIND, EPISODE, get=302),
    "cases:people_told": episode(LOGS - REVIEWERS),
    "cases:rest": episode(RECORD),
    "cases:rest_section": episode(REPORTERS, key="with_them"),
    "cases:same_time": Answer(REPORTERS, RECORD - REPORTERS, EPISODE, get=302),
    "cases:together": episode(RECORD),
    "cases:together_act": episode(MAY_FIND, which="back"),
    "cases:waiting": episode(REPORTERS, number="waiting"),
}
