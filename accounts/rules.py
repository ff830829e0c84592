"""Roles and what each may do, as data. Whom they may do it to is `people.Access` (way 4)."""

from dataclasses import dataclass

ORGANISATION_KINDS = {
    "council": "This council",
    "authority": "Another local authority",
    "police": "Police force",
    "home": "Children's home",
    "fostering": "Fostering household",
    "provider": "Return interview provider",
    "other": "Other agency",
}

# What can be done, in words a refusal can use: "Your role cannot …".
ACTS = {
    "view": "see this record",
    "see_board": "see who is missing now",
    "find_people": "search for people",
    "export_list": "download a list",
    "add_person": "add a person",
    "merge_people": "merge two records",
    "edit_person": "change a person’s record",
    "confirm_facts": "confirm that a record is right",
    "report": "report a person missing or absent",
    "log_presence": "sign children in and out",
    "log_leave": "log authorised leave",
    "authorise_leave": "agree to leave or extend it",
    "add_log": "add to the log",
    "grade_risk": "record a view of risk",
    "challenge_grade": "challenge the police’s grade",
    "record_legal": "record a legal step",
    "plan_return": "write to the four phases",
    "need_to_know": "see or write a Need to Know",
    "out_of_hours": "see the page of the emergency duty team",
    "oversee": "record a manager's oversight",
    "do_action": "complete an action",
    "tell_parents": "record who was told",
    "record_located": "record that a person has been located",
    "record_returned": "record that a person is back",
    "undo_found": "undo a found record",
    "finalise": "finalise an episode",
    "void": "void an episode",
    "hand_over": "hand over an episode",
    "edit_profile": "edit a Missing Profile",
    "view_profile": "see a Missing Profile",
    "decide_profile": "decide whether a Missing Profile is needed",
    "make_paper": "make a PDF",
    "hold_meeting": "record a meeting",
    "view_meeting": "see a meeting",
    "arrange_interview": "arrange a return home interview",
    "record_interview": "record a return home interview",
    "view_interview": "see a return home interview",
    "analyse_interview": "record the analysis of an interview",
    "reassign": "reassign work",
    "grant_access": "give others access to a record",
    "see_access": "see who has access to a record",
    "restrict": "restrict a record",
    "break_glass": "use emergency access",
    "review_emergency": "review emergency access",
    "add_file": "add a photo or document",
    "remove_file": "remove a photo or document that somebody else added",
    "share": "share from this record",
    "view_sharing": "see what was shared from this record",
    "view_shared": "see what was shared with your organisation",
    "watch_sharing": "see what was shared from any record",
    "read_audit": "read the audit trail",
}
# Held in another organisation (another authority's social worker, a home's manager) a role gives
# the rest of its acts, over the people whom that organisation may see, and never one of these.
HERE_ONLY = frozenset(
    "add_person edit_person merge_people grant_access see_access restrict break_glass "
    "review_emergency watch_sharing read_audit export_list".split()
)
CARER = frozenset(
    "view report add_log record_located record_returned edit_profile view_profile "
    "do_action tell_parents see_board find_people log_leave share view_sharing "
    "add_file confirm_facts".split()
)
HOME = CARER | {"log_presence"}
WORKER = CARER | frozenset(
    "authorise_leave add_person edit_person grade_risk hold_meeting view_meeting view_interview "
    "analyse_interview finalise hand_over make_paper undo_found arrange_interview "
    "decide_profile break_glass record_legal plan_return need_to_know".split()
)
MANAGER = WORKER | frozenset(
    "oversee void reassign grant_access see_access remove_file merge_people export_list".split()
)
# MASH by day, EDT by night: those who must act at once.
DUTY = WORKER | {"out_of_hours"}
DUTY_MANAGER = MANAGER | frozenset("restrict out_of_hours".split())
HEAD = MANAGER | frozenset("out_of_hours restrict review_emergency challenge_grade".split())
REVIEWER = frozenset(
    "view see_board find_people add_log view_profile view_meeting view_interview grade_risk "
    "do_action make_paper hold_meeting break_glass share view_sharing plan_return add_file "
    "confirm_facts".split()
)
INTERVIEWER = frozenset("record_interview view_interview".split())
OFFICE = frozenset(
    "view see_board find_people add_person report add_log view_profile view_meeting view_interview "
    "arrange_interview record_interview reassign hand_over make_paper do_action "
    "tell_parents share view_sharing add_file edit_person "
    "confirm_facts export_list".split()
)
WATCHER = frozenset(
    "view see_board find_people view_profile view_meeting view_interview view_sharing".split()
)
DIRECTOR = WATCHER | frozenset(
    "need_to_know see_access restrict break_glass challenge_grade export_list".split()
)


@dataclass(frozen=True)
class Role:
    """One role: its label, whether it sees the whole council's people, and what it may do.

    `here_only`: counts only where it is held in a team of the council itself. A role that sees the
    whole council always is: held in another organisation it gives nothing at all.
    """

    label: str
    acts: frozenset[str] = frozenset()
    whole_council: bool = False
    needs_team: bool = True
    here_only: bool = False


ROLES: dict[str, Role] = {
    "care_staff": Role("Residential care staff", HOME),
    "foster_carer": Role("Foster carer", HOME),
    "social_worker": Role("Social worker", WORKER),
    "team_manager": Role("Team manager", MANAGER),
    "iro": Role("Independent reviewing officer", REVIEWER),
    "cp_chair": Role("Child protection chair", REVIEWER),
    "business_support": Role("Business support", OFFICE, whole_council=True),
    "missing_coordinator": Role(
        "Missing co-ordinator", MANAGER | OFFICE | DUTY, whole_council=True
    ),
    "hub_practitioner": Role("Hub practitioner", REVIEWER, whole_council=True),
    "mash_officer": Role("MASH officer", DUTY, whole_council=True),
    "mash_manager": Role("MASH manager", DUTY_MANAGER, whole_council=True),
    "edt_officer": Role("EDT officer", DUTY, whole_council=True),
    "edt_manager": Role("EDT manager", DUTY_MANAGER, whole_council=True),
    "head_of_service": Role("Head of service", HEAD, whole_council=True),
    "service_director": Role("Service director", DIRECTOR, whole_council=True),
    "director": Role("Director of children's social care", DIRECTOR, whole_council=True),
    "interviewer": Role("Return interviewer", INTERVIEWER),
    "police": Role(
        "Police missing team", frozenset("view view_profile see_board view_shared".split())
    ),
    "analyst": Role("Analyst", here_only=True),
    "information_governance": Role(
        "Information governance",
        frozenset("see_access review_emergency watch_sharing read_audit".split()),
        here_only=True,
    ),
    "administrator": Role("Administrator", here_only=True),
}
COUNCIL_ROLES = frozenset(
    key for key, role in ROLES.items() if role.whole_council or role.here_only
)
ROLE_CHOICES = [(key, role.label) for key, role in ROLES.items()]


def acts_of(role: str, *, here: bool) -> frozenset[str]:
    """What this role may do, held in the council (`here`) or in another organisation."""
    if here:
        return ROLES[role].acts
    return frozenset() if role in COUNCIL_ROLES else ROLES[role].acts - HERE_ONLY
