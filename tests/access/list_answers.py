"""Who gets what where episodes are listed, kept as views, taken away and counted."""

from tests.access.answers import (
    EVERYBODY,
    MANAGES,
    NO_VIEW,
    NOT_BOARD,
    OFFICE,
    PERSON,
    RECORD,
    WATCHES,
    WORKER,
    Answer,
)

EXPORTS = MANAGES | OFFICE | WATCHES | {"outside_manager"}
A_LIST, A_VIEW = {"page": "list"}, {"number": "view"}
LIST_ANSWERS: dict[str, Answer] = {
    "cases:board": Answer(EVERYBODY - NOT_BOARD, NOT_BOARD),
    "cases:board_part": Answer(EVERYBODY - NOT_BOARD, NOT_BOARD),
    "cases:list": Answer(EVERYBODY - NO_VIEW, NO_VIEW),
    "cases:list_csv": Answer(EXPORTS, EVERYBODY - EXPORTS, A_LIST),
    "cases:person_missing": Answer(RECORD, values=PERSON),
    "cases:saved_view": Answer(WORKER, values=A_VIEW, own=True),
    "cases:saved_view_remove": Answer(WORKER, values=A_VIEW, get=405, post_only=True, own=True),
    "cases:saved_view_save": Answer(EVERYBODY - NO_VIEW, NO_VIEW, A_LIST),
    "cases:saved_views": Answer(EVERYBODY - NO_VIEW, NO_VIEW, A_LIST),
    "episodes_api:times_missing": Answer(RECORD, values=PERSON, api=True),
}
