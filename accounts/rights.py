"""What the product's database role may do, table by table (way 8). Not listed: nothing.

The owner migrates and applies this list after each migration; the product serves as a role that
owns nothing. What happened is only added to and read; only what is passing may be deleted. What the
product may only add to is append-only for the owner too, by triggers (accounts/append_only.py).
"""

from django.db import connections
from psycopg2 import sql

NOTHING: frozenset[str] = frozenset()
READ = frozenset({"select"})
KEPT = frozenset({"select", "insert"})
EDITED = frozenset({"select", "insert", "update"})
PASSING = frozenset({"select", "insert", "update", "delete"})
# A report stays word for word; only what became of it is written later.
REPORT = KEPT | {"update (outcome, episode_id, said, settled_at, settled_by_id, settled_how)"}
# What a paper says is frozen when it is asked for; only its making is written later.
PAPER = KEPT | {"update (state, attempts, lease_until, made_at, pdf, sha256, pages, error)"}

# Added to and read; a merge of two records moves it to the person who stands.
MOVED = KEPT | {"update (person_id)"}
# A stored file is never changed: its content may be taken away, with who did and why.
STORED = KEPT | {"update (content, small, person_id, removed_at, removed_by_id, removed_why)"}

# The history of fields, written by triggers as the role that makes the change.
HISTORY = (
    "accounts_membershipevent accounts_organisationevent accounts_teamevent accounts_userevent "
    "cases_agreedstayevent cases_curfewevent cases_leaveevent "
    "cases_needtoknowevent cases_needsectionevent "
    "cases_reportsectionevent "
    "cases_gradechallengeevent cases_legalstepevent cases_phasesectionevent cases_riskevent "
    "cases_actionevent cases_episodeevent cases_logentryevent cases_oversightevent "
    "cases_riskviewevent cases_statusspellevent "
    "deadlines_bankholidayevent deadlines_deadlineevent deadlines_ruleoverrideevent "
    "meetings_attendeeevent meetings_meetingevent meetings_meetingsectionevent "
    "people_allocationevent people_emergencyaccessevent people_identifierevent "
    "people_namedevent people_personevent people_persongrantevent people_personnameevent "
    "people_placementevent people_relationshipevent people_restrictionevent "
    "people_sharingagreementevent people_handoverevent "
    "people_carestatusevent people_legalstatusevent "
    "people_alertevent people_courtdateevent people_othernameevent people_suggestionevent "
    "profiles_missingprofileevent profiles_profilesectionevent "
    "returns_contactattemptevent returns_disclosureevent returns_interviewevent "
    "returns_interviewsectionevent"
).split()
# Nobody empties these, the owner included, without taking a trigger away first.
NEVER_EMPTIED = (
    *HISTORY,
    "accounts_auditevent",
    "accounts_auditseal",
    "cases_leaveextension",
    "cases_needissue",
    "cases_presence",
    "cases_report",
    "cases_told",
    "people_confirmation",
    "people_keptcopy",
    "people_placementstep",
    "people_merge",
    "people_sameperson",
    "people_sharing",
    "people_sharingoutcome",
    "people_sharingwithdrawal",
    "people_handoverline",
    "people_storedfile",
    "profiles_profilesending",
    "profiles_profileversion",
)

RIGHTS: dict[str, frozenset[str]] = {
    # the ground, and what Django and its packages keep for themselves
    "homeward_clock": READ,
    "django_migrations": READ,
    "django_content_type": READ,
    "django_admin_log": KEPT,
    "auth_permission": READ,
    "auth_group": READ,
    "auth_group_permissions": READ,
    "guardian_groupobjectpermission": READ,
    "guardian_userobjectpermission": READ,
    "pghistory_context": NOTHING,  # the context is kept in each row of history instead
    # accounts
    "accounts_auditevent": KEPT,
    "accounts_auditseal": KEPT,
    "accounts_knowndevice": EDITED,
    "accounts_membership": EDITED,
    "accounts_organisation": EDITED,
    "accounts_signinattempt": PASSING,
    "accounts_submission": EDITED,
    "accounts_team": EDITED,
    "accounts_user": EDITED,
    "accounts_user_groups": READ,
    "accounts_user_user_permissions": READ,
    # signing in
    "account_emailaddress": EDITED,
    "account_emailconfirmation": READ,
    "django_session": PASSING,
    "knox_authtoken": PASSING,
    "mfa_authenticator": PASSING,
    "socialaccount_socialaccount": PASSING,
    "socialaccount_socialapp": READ,
    "socialaccount_socialtoken": PASSING,
    "usersessions_usersession": PASSING,
    # notifications, deadlines
    "notifications_delivery": EDITED,
    "notifications_notice": EDITED,
    "deadlines_bankholiday": EDITED,
    "deadlines_deadline": EDITED,
    "deadlines_ruleoverride": EDITED,
    "deadlines_sweeprun": EDITED,
    # people
    "people_access": PASSING,
    "people_allocation": EDITED,
    "people_emergencyaccess": EDITED,
    "people_handover": EDITED,
    "people_handoverline": KEPT,
    "people_alert": EDITED,
    "people_alikepair": PASSING,
    "people_carestatus": EDITED,
    "people_confirmation": KEPT,
    "people_courtdate": EDITED,
    "people_othername": EDITED,
    "people_placementstep": KEPT,
    "people_suggestion": EDITED,
    "people_tocompare": PASSING,
    "people_identifier": EDITED,
    "people_keptcopy": KEPT,
    "people_legalstatus": EDITED,
    "people_merge": KEPT,
    "people_nameword": KEPT,
    "people_named": EDITED,
    "people_person": EDITED,
    "people_persongrant": EDITED,
    "people_personname": PASSING,
    "people_personteamgrant": READ,
    "people_placement": EDITED,
    "people_relationship": EDITED,
    "people_sameperson": KEPT,
    "people_restriction": EDITED,
    "people_sharing": MOVED,
    "people_sharingagreement": EDITED,
    "people_sharingoutcome": KEPT,
    "people_sharingwithdrawal": KEPT,
    "people_storedfile": STORED,
    # cases
    "cases_action": EDITED,
    "cases_agreedstay": EDITED,
    "cases_curfew": EDITED,
    "cases_episode": EDITED,
    "cases_gradechallenge": EDITED,
    "cases_leave": EDITED,
    "cases_leaveextension": KEPT,
    "cases_legalstep": EDITED,
    "cases_logentry": KEPT,
    "cases_oversight": KEPT,
    "cases_needissue": KEPT,
    "cases_needsection": EDITED,
    "cases_needtoknow": EDITED,
    "cases_paper": PAPER,
    "cases_phasesection": EDITED,
    "cases_presence": MOVED,
    "cases_report": REPORT,
    "cases_reportsection": EDITED,
    "cases_told": KEPT,
    "cases_reportdraft": PASSING,
    "cases_risk": EDITED,
    "cases_riskview": KEPT,
    "cases_savedview": PASSING,
    "cases_statusspell": EDITED,
    # profiles, meetings, returns
    "profiles_missingprofile": EDITED,
    "profiles_profilesection": EDITED,
    "profiles_profilesending": KEPT,
    "profiles_profileversion": KEPT,
    "meetings_attendee": PASSING,
    "meetings_meeting": EDITED,
    "meetings_meetingsection": EDITED,
    "returns_contactattempt": KEPT,
    "returns_disclosure": KEPT,
    "returns_interview": EDITED,
    "returns_interviewsection": EDITED,
    **dict.fromkeys(HISTORY, KEPT),
}


def apply() -> None:
    """Give the product's role exactly what the list says. Guards: accounts/append_only.py."""
    role = sql.Identifier(connections["default"].settings_dict["USER"])
    there = tables()
    with connections["owner"].cursor() as cursor:
        for statement in (
            "revoke all on all tables in schema public from public, {role}",
            "revoke create on schema public from public, {role}",
            "grant usage on schema public to {role}",
            "grant usage on all sequences in schema public to {role}",
        ):
            cursor.execute(sql.SQL(statement).format(role=role))
        for table in sorted(there & RIGHTS.keys()):
            verbs = RIGHTS[table]
            if verbs:
                given = sql.SQL(", ".join(sorted(verbs)))
                cursor.execute(
                    sql.SQL("grant {given} on {table} to {role}").format(
                        given=given, table=sql.Identifier(table), role=role
                    )
                )


def tables() -> set[str]:
    """Every table there is."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        return {name for (name,) in cursor.fetchall()}
