"""Who gets what at every address: 200 for `opens`, 403 with a reason for `refuses`, else 404.

An address without an answer here fails the sweep. Whoever is signed out or suspended is asked to
sign in (302; 401 from the API), but at public addresses. Nothing here is worked out from the
product's own rules: it says, in names of the cast, what those rules must come to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

HOME = frozenset({"carer"})
WORKER = frozenset({"worker"})
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
    answered, 302 where it leads on; `elsewhere` is what everybody else gets. `query` is put
    behind the address. `own`: a draft, a notice, a report of one's own.
    """

    opens: frozenset[str]
    refuses: frozenset[str] = frozenset()
    values: Mapping[str, object] = field(default_factory=dict)
    get: int = 200
    query: str = ""
    public: bool = False
    elsewhere: int = 404
    api: bool = False
    post_only: bool = False
    writes: frozenset[str] | None = None  # who may send its form, where fewer than may read it
    own: bool = False  # of one user alone, whoever else has their role and sees the same people
    shut: frozenset[str] = frozenset()  # who gets in (200) although the record is restricted
    beyond: frozenset[str] = frozenset()  # although it is not theirs at all
    by_name: bool = False  # there is a short answer for who may know the name alone
    own_reason: bool = False  # not for who sees the record because it was opened to them
    here: bool = False  # not for roles held in another organisation


def public(get: int = 200, **values: object) -> Answer:
    return Answer(EVERYBODY, values=values, get=get, public=True)


def everybody(**more: object) -> Answer:
    return Answer(EVERYBODY, **more)  # type: ignore[arg-type]  # keywords of Answer


PERSON, EPISODE, MEETING = {"ref": "person"}, {"ref": "episode"}, {"ref": "meeting"}
INTERVIEW, PAPER = {"ref": "interview"}, {"ref": "paper"}
READS_PROFILE, EDITS_PROFILE = RECORD, HOME | CHANGES
READS_MEETING = RECORD - HOME
HOLDS_MEETING = CHANGES | REVIEWERS
MAKES_PAPER = RECORD - HOME - WATCHES
REPORT_PAPER = "kind=situation_report&about={episode}"


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


GRADES = CHANGES | REVIEWERS
LOGS = RECORD - WATCHES
MAY_FIND = HOME | CHANGES  # found, back, ended: carers and those who lead the work
REPORTERS = MAY_FIND | OFFICE
NO_VIEW = GIVEN | {"other_interviewer", "governance", "analyst"}
NOT_FIND = NO_VIEW | {"police"}
NOT_BOARD = GIVEN | {"other_interviewer", "governance", "analyst"}
NOT_REPORT = REVIEWERS | WATCHES | GIVEN | {"other_interviewer"} | NO_RECORDS
NOT_ADD = HOME | {"other_home_carer"} | NOT_REPORT
CHALLENGES = frozenset({"head", "director"})
NEED = CHANGES | WATCHES
OUT_OF_HOURS = frozenset({"edt", "edt_manager", "mash_manager", "coordinator", "head"})
AT_HOME = HOME | {"other_home_carer"}


def episode(opens: frozenset[str], **values: object) -> Answer:
    return Answer(opens, RECORD - opens, EPISODE | values)


DRAFTS = frozenset({"coordinator"})
REASSIGNS = MANAGES | OFFICE | {"outside_manager"}


def move(opens: frozenset[str], **values: object) -> Answer:
    return Answer(opens, values=EPISODE | values, get=405, post_only=True, api=True)


def draft(get: int = 200, **values: object) -> Answer:
    """A report being made is its maker's alone."""
    return Answer(DRAFTS, values={"token": "draft"} | values, get=get, own=True)


ANSWERS: dict[str, Answer] = {
    # The frame and the account
    "account": everybody(),
    "account_change_password": everybody(),
    "account_app_add": everybody(),
    "account_app_remove": everybody(get=302),
    "account_codes": everybody(get=302),
    "account_codes_file": everybody(get=302),
    "account_codes_new": everybody(get=302),
    "account_confirm": everybody(),
    "account_passkey_add": everybody(),
    "account_passkey_remove": everybody(get=404, values={"number": 1}),
    "account_passkey_rename": everybody(get=404, values={"number": 1}),
    "account_passkey_sign_in": public(),
    "account_second_factor": everybody(),
    "account_session_end": everybody(values={"number": 1}, get=405, post_only=True),
    "account_sessions": everybody(),
    "account_set_password": everybody(get=302),
    "account_sessions_end": everybody(get=405, post_only=True),
    "account_council": public(get=404),
    "account_council_back": public(get=404),
    "account_login": Answer(EVERYBODY, public=True, get=302),
    "account_logout": Answer(EVERYBODY, get=200),
    "account_reset_password": public(),
    "account_reset_password_done": public(),
    "account_reset_password_from_key": public(uidb36="1", key="no-such-key"),
    "account_reset_password_from_key_done": public(),
    "govuk:accessibility": public(),
    "govuk:help": public(),
    "govuk:privacy": public(),
    "govuk:still_here": everybody(get=204),
    "health": public(),
    "mfa_authenticate": everybody(get=302),
    "mailbox:list": public(),
    "mailbox:message": public(get=404, name="00000000-0000-4000-8000-000000000000"),
    "api:docs": everybody(),
    "api:schema": everybody(api=True),
    "api:token": Answer(EVERYBODY, get=405, api=True, post_only=True, public=True),
    "api:token-revoke": everybody(get=401, api=True),
    # Papers
    "papers:again": Answer(MAKES_PAPER, RECORD - MAKES_PAPER, PAPER, get=405, post_only=True),
    "papers:file": Answer(RECORD, values=PAPER),
    "papers:new": Answer(MAKES_PAPER, RECORD - MAKES_PAPER, query=REPORT_PAPER),
    "papers:paper": Answer(RECORD, values=PAPER),
    "papers:state": Answer(RECORD, values=PAPER),
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
    # One's own work
    "work:hand_over": Answer(REASSIGNS, EVERYBODY - REASSIGNS),
    "work:hand_over_done": Answer(
        frozenset({"business", "manager"}), values={"number": "hand_over"}, own=True
    ),
    "work:hand_over_of": Answer(REASSIGNS, EVERYBODY - REASSIGNS, {"number": "colleague"}),
    "work:hand_over_withdraw": Answer(
        REASSIGNS, values={"number": "planned"}, get=405, post_only=True
    ),
    "work:my_report": Answer(HOME, values={"token": "report"}, own=True),
    "work:my_words": everybody(),
    "work:notice": Answer(WORKER, values={"number": "notice"}, get=405, post_only=True, own=True),
    "work:notices": everybody(),
    "work:tray": everybody(),
    # Reports
    "cases:report": Answer(EVERYBODY - NOT_REPORT, NOT_REPORT),
    "cases:report_begin": Answer(REPORTERS, RECORD - REPORTERS, PERSON, shut=REPORTERS),
    "cases:report_check": draft(get=302),
    "cases:report_leave": draft(),
    "cases:report_page": draft(name="seen"),
    "cases:report_sent": Answer(HOME, values={"token": "report"}, own=True),
    "cases:report_throw_away": Answer(DRAFTS, values={"token": "draft"}, elsewhere=302, own=True),
    # Episodes and people
    "cases:action": episode(LOGS, number="action"),
    "cases:ask_again": episode(LOGS),
    "cases:change_status": episode(REPORTERS),
    "cases:confirm_absent": episode(LOGS),
    "cases:correct": episode(REPORTERS),
    "cases:decide_profile": episode(CHANGES),
    "cases:doing": episode(RECORD),
    "cases:end": episode(MAY_FIND),
    "cases:episode": episode(RECORD),
    "cases:finalise": episode(CHANGES, ref="answered"),
    "cases:grade": episode(GRADES),
    "cases:history": episode(RECORD),
    "cases:fields": episode(RECORD),
    "cases:agree_stay": Answer(CHANGES, RECORD - CHANGES, PERSON),
    "cases:curfew": Answer(CHANGES, RECORD - CHANGES, PERSON),
    "cases:end_stay": Answer(CHANGES, RECORD - CHANGES, PERSON | {"number": "stay"}),
    "cases:challenge": episode(CHALLENGES),
    "cases:challenge_step": episode(CHALLENGES, step="answer"),
    "cases:end_risk": episode(GRADES, kind="county_lines"),
    "cases:legal": episode(CHANGES),
    "cases:legal_step": episode(CHANGES, number="legal"),
    "cases:need": Answer(NEED, RECORD - NEED, {"ref": "need"}),
    "cases:need_close": Answer(NEED, RECORD - NEED, {"ref": "need"}),
    "cases:need_issue": Answer(NEED, RECORD - NEED, {"ref": "need", "number": 1}),
    "cases:need_section": Answer(NEED, RECORD - NEED, {"ref": "need", "key": "now"}),
    "cases:need_send": Answer(NEED, RECORD - NEED, {"ref": "need"}),
    "cases:need_start": Answer(NEED, RECORD - NEED, EPISODE, get=405, post_only=True),
    "cases:nightly": Answer(LOGS, RECORD - LOGS, EPISODE, get=405, post_only=True),
    "cases:phase": episode(CHANGES | REVIEWERS, key="finding"),
    "cases:phases": episode(RECORD),
    "cases:risk": episode(GRADES, kind="gangs"),
    "cases:risks": episode(RECORD),
    "cases:home_list": Answer(AT_HOME, EVERYBODY - AT_HOME),
    "cases:leave": Answer(RECORD, values={"ref": "leave"}, get=302),
    "cases:leave_end": Answer(MAY_FIND, RECORD - MAY_FIND, {"ref": "leave"}),
    "cases:leave_extend": Answer(CHANGES, RECORD - CHANGES, {"ref": "leave"}),
    "cases:leaves": Answer(RECORD, values=PERSON),
    "cases:log_leave": Answer(MAY_FIND, RECORD - MAY_FIND, PERSON),
    "cases:sign_in": Answer(HOME, RECORD - HOME, PERSON, get=405, post_only=True),
    "cases:sign_out": Answer(HOME, RECORD - HOME, PERSON),
    "cases:merge": Answer(MANAGES - {"manager"}, RECORD - MANAGES, PERSON | {"other": "sister"}),
    "cases:merge_other": Answer(MANAGES, RECORD - MANAGES, PERSON),
    "cases:merged": Answer(RECORD, values=PERSON),
    "cases:locate": episode(MAY_FIND),
    "cases:log": Answer(RECORD, values=EPISODE, writes=LOGS),
    "cases:oversight": episode(MANAGES),
    "cases:papers": episode(RECORD),
    "cases:person": Answer(RECORD, values=PERSON, by_name=True),
    "cases:person_history": Answer(RECORD, values=PERSON),
    "cases:person_fields": Answer(RECORD, values=PERSON),
    "cases:reopen": episode(CHANGES, ref="ended"),
    "cases:return_home": episode(MAY_FIND),
    "cases:sheet": Answer(OUT_OF_HOURS, EVERYBODY - OUT_OF_HOURS, {"which": "evening"}),
    "cases:tonight": Answer(OUT_OF_HOURS, EVERYBODY - OUT_OF_HOURS),
    "cases:told": episode(LOGS - REVIEWERS),
    "cases:void": episode(MANAGES),
    "people:add": Answer(EVERYBODY - NOT_ADD, NOT_ADD, here=True),
    "people:list": Answer(EVERYBODY - NO_VIEW, NO_VIEW),
    "people:suggest": Answer(EVERYBODY - NO_VIEW, NO_VIEW, query="q=Exemplar"),
    # The same through the API
    "episodes_api:change_status": move(REPORTERS),
    "episodes_api:end_where_they_are": move(MAY_FIND),
    "episodes_api:episode": Answer(RECORD, values=EPISODE, api=True),
    "episodes_api:finalise": move(CHANGES, ref="answered"),
    "episodes_api:list": Answer(EVERYBODY - NO_VIEW, NO_VIEW, api=True),
    "episodes_api:locate": move(MAY_FIND),
    "episodes_api:log": move(LOGS),
    "episodes_api:people": Answer(EVERYBODY - NOT_FIND, NOT_FIND, query="q=Exemplar", api=True),
    "episodes_api:reopen": move(CHANGES, ref="ended"),
    "episodes_api:reports": Answer(EVERYBODY - NOT_REPORT, get=405, post_only=True, api=True),
    "episodes_api:return_home": move(MAY_FIND),
    "episodes_api:void": move(MANAGES),
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
