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
    "add_person": "add a person",
    "report": "report a person missing or absent",
    "log_presence": "sign children in and out",
    "log_leave": "log authorised leave",
    "authorise_leave": "agree to leave or extend it",
    "add_log": "add to the log",
    "grade_risk": "record a view of risk",
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
}
CARER = frozenset(
    "view report add_log record_located record_returned edit_profile view_profile "
    "do_action tell_parents see_board find_people log_leave".split()
)
HOME = CARER | {"log_presence"}
WORKER = CARER | frozenset(
    "authorise_leave add_person grade_risk hold_meeting view_meeting view_interview "
    "analyse_interview finalise hand_over make_paper undo_found arrange_interview "
    "decide_profile".split()
)
MANAGER = WORKER | frozenset("oversee void reassign".split())
REVIEWER = frozenset(
    "view see_board find_people add_log view_profile view_meeting view_interview grade_risk "
    "do_action make_paper hold_meeting".split()
)
INTERVIEWER = frozenset("record_interview view_interview".split())
OFFICE = frozenset(
    "view see_board find_people add_person report add_log view_profile view_meeting view_interview "
    "arrange_interview record_interview reassign hand_over make_paper do_action "
    "tell_parents".split()
)
WATCHER = frozenset("view see_board find_people view_profile view_meeting view_interview".split())


@dataclass(frozen=True)
class Role:
    """One role: its label, whether it sees the whole council's people, and what it may do."""

    label: str
    acts: frozenset[str] = frozenset()
    whole_council: bool = False
    needs_team: bool = True


ROLES: dict[str, Role] = {
    "care_staff": Role("Residential care staff", HOME),
    "foster_carer": Role("Foster carer", HOME),
    "social_worker": Role("Social worker", WORKER),
    "team_manager": Role("Team manager", MANAGER),
    "iro": Role("Independent reviewing officer", REVIEWER),
    "cp_chair": Role("Child protection chair", REVIEWER),
    "business_support": Role("Business support", OFFICE, whole_council=True),
    "missing_coordinator": Role("Missing co-ordinator", MANAGER | OFFICE, whole_council=True),
    "hub_practitioner": Role("Hub practitioner", REVIEWER, whole_council=True),
    "mash_officer": Role("MASH officer", WORKER, whole_council=True),
    "mash_manager": Role("MASH manager", MANAGER, whole_council=True),
    "edt_officer": Role("EDT officer", WORKER, whole_council=True),
    "edt_manager": Role("EDT manager", MANAGER, whole_council=True),
    "head_of_service": Role("Head of service", MANAGER, whole_council=True),
    "service_director": Role("Service director", WATCHER, whole_council=True),
    "director": Role("Director of children's social care", WATCHER, whole_council=True),
    "interviewer": Role("Return interviewer", INTERVIEWER),
    "police": Role("Police missing team", frozenset({"view", "view_profile", "see_board"})),
    "analyst": Role("Analyst"),
    "information_governance": Role("Information governance"),
    "administrator": Role("Administrator"),
}
ROLE_CHOICES = [(key, role.label) for key, role in ROLES.items()]


def acts_of(roles: frozenset[str]) -> frozenset[str]:
    """Everything that any of these roles may do."""
    return frozenset().union(*(ROLES[role].acts for role in roles))


def sees_whole_council(roles: frozenset[str]) -> bool:
    return any(ROLES[role].whole_council for role in roles)
