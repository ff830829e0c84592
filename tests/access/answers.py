"""Who gets what at every address: 200 for `opens`, 403 with a reason for `refuses`, else 404.

An address without an answer here fails the sweep. Whoever is signed out or suspended is asked to
sign in (302; 401 from the API), but at `PUBLIC` addresses. Nothing here is worked out from the product's
own rules: it says, in names of the cast, what those rules must come to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

HOME = frozenset({"carer"})
WORKERS = frozenset({"worker", "manager"})
REVIEWERS = frozenset({"iro", "cp_chair"})
DUTY = frozenset({"edt", "edt_manager", "mash_manager", "coordinator", "head"})
OFFICE = frozenset({"business"})
WATCHES = frozenset({"director"})
GIVEN = frozenset({"interviewer"})  # the boy's interview is theirs, and nothing else of him
ELSEWHERE = frozenset(
    {"other_home_carer", "other_interviewer", "outsider", "outside_manager"}
)  # the same roles, without this boy
NO_RECORDS = frozenset({"police", "governance", "analyst"})  # nobody has shared him with the police

RECORD = HOME | WORKERS | REVIEWERS | DUTY | OFFICE | WATCHES
EVERYBODY = RECORD | GIVEN | ELSEWHERE | NO_RECORDS
CHANGES = WORKERS | DUTY  # those who lead the work on an episode
MANAGES = frozenset({"manager", "edt_manager", "mash_manager", "coordinator", "head"})


@dataclass(frozen=True)
class Answer:
    """One address. `values` fill its parts with names of the stage (or with themselves).

    `get` is the status for those who may where it is not 200: 405 where only a POST is
    answered, 302 where it leads on. `query` is put behind the address.
    """

    opens: frozenset[str]
    refuses: frozenset[str] = frozenset()
    values: Mapping[str, object] = field(default_factory=dict)
    get: int = 200
    query: str = ""
    public: bool = False
    api: bool = False
    post_only: bool = False


def public(get: int = 200, **values: object) -> Answer:
    return Answer(EVERYBODY, values=values, get=get, public=True)


def everybody(**more: object) -> Answer:
    return Answer(EVERYBODY, **more)  # type: ignore[arg-type]  # keywords of Answer


PERSON, EPISODE, MEETING = {"ref": "person"}, {"ref": "episode"}, {"ref": "meeting"}
INTERVIEW, PAPER = {"ref": "interview"}, {"ref": "paper"}
READS_PROFILE = RECORD
EDITS_PROFILE = HOME | CHANGES
READS_MEETING = RECORD - HOME
HOLDS_MEETING = CHANGES | REVIEWERS
MAKES_PAPER = RECORD - HOME - WATCHES


def profile(edits: bool = False, **values: object) -> Answer:
    opens = EDITS_PROFILE if edits else READS_PROFILE
    return Answer(opens, READS_PROFILE - opens, PERSON | values)


def meeting(holds: bool = False, **values: object) -> Answer:
    opens = HOLDS_MEETING if holds else READS_MEETING
    return Answer(opens, READS_MEETING - opens, MEETING | values)


READS_INTERVIEW = (RECORD - HOME) | GIVEN
RECORDS_INTERVIEW = GIVEN | OFFICE | {"coordinator"}
NOT_INTERVIEWS = HOME | {"other_home_carer"} | NO_RECORDS
NOT_MEETINGS = NOT_INTERVIEWS | GIVEN | {"other_interviewer"}


def interview(opens: frozenset[str], **values: object) -> Answer:
    return Answer(opens, READS_INTERVIEW - opens, INTERVIEW | values)


ANSWERS: dict[str, Answer] = {
    # The frame and the account
    "account": everybody(),
    "account_change_password": everybody(),
    "account_login": Answer(EVERYBODY, public=True, get=302),
    "account_logout": Answer(EVERYBODY, get=200),
    "account_reset_password": public(),
    "account_reset_password_done": public(),
    "account_reset_password_from_key": public(uidb36="1", key="no-such-key"),
    "account_reset_password_from_key_done": public(),
    "govuk:accessibility": public(),
    "govuk:help": public(),
    "govuk:privacy": public(),
    "govuk:still_here": everybody(get=405, post_only=True),
    "health": public(),
    "mailbox:list": public(),
    "api:docs": everybody(api=True),
    "api:schema": everybody(api=True),
    "api:token": Answer(EVERYBODY, get=405, api=True, post_only=True, public=True),
    "api:token-revoke": everybody(get=405, api=True, post_only=True),
    # Papers
    "papers:again": Answer(MAKES_PAPER, RECORD - MAKES_PAPER, PAPER, get=405, post_only=True),
    "papers:file": Answer(MAKES_PAPER, RECORD - MAKES_PAPER, PAPER),
    "papers:new": Answer(
        MAKES_PAPER, RECORD - MAKES_PAPER, query="kind=situation_report&about={episode}"
    ),
    "papers:paper": Answer(MAKES_PAPER, RECORD - MAKES_PAPER, PAPER),
    "papers:state": Answer(MAKES_PAPER, RECORD - MAKES_PAPER, PAPER),
    # The Missing Profile
    "profiles:agree": profile(edits=True),
    "profiles:changes": profile(number=2),
    "profiles:likelihood": profile(edits=True),
    "profiles:profile": profile(),
    "profiles:read": profile(),
    "profiles:section": profile(edits=True, key="identity"),
    "profiles:sent": profile(edits=True),
    "profiles:start": Answer(EDITS_PROFILE, values=PERSON, get=405, post_only=True),
    "profiles:version": profile(number=1),
    # Meetings
    "meetings:cancel": meeting(holds=True),
    "meetings:finalise": meeting(holds=True),
    "meetings:invitation": meeting(),
    "meetings:keep": meeting(holds=True),
    "meetings:list": Answer(EVERYBODY - NOT_MEETINGS, NOT_MEETINGS),
    "meetings:meeting": meeting(),
    "meetings:new": Answer(HOLDS_MEETING, RECORD - HOLDS_MEETING, EPISODE),
    "meetings:not_convene": Answer(HOLDS_MEETING, RECORD - HOLDS_MEETING, EPISODE),
    "meetings:section": meeting(holds=True, key="attendance"),
    # Return home interviews
    "returns:analysis": interview(CHANGES, ref="recorded"),
    "returns:assign": interview(CHANGES | OFFICE),
    "returns:contacts": interview(CHANGES | OFFICE | GIVEN),
    "returns:decline": interview(CHANGES | OFFICE | GIVEN),
    "returns:disclosure": interview(READS_INTERVIEW),
    "returns:finish": interview(RECORDS_INTERVIEW),
    "returns:interview": interview(READS_INTERVIEW),
    "returns:list": Answer(EVERYBODY - NOT_INTERVIEWS, NOT_INTERVIEWS),
    "returns:section": interview(RECORDS_INTERVIEW, key="feelings"),
}
