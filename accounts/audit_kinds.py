"""The kinds of event by which the trail can be read: by the part of the verb before its dot."""

from accounts.verbs import VERBS

KINDS: dict[str, tuple[str, str]] = {
    "looks": ("Looks at records and lists, searches", "looked_at listed searched sheet"),
    "refused": ("Refusals", "refused limit"),
    "signing_in": (
        "Signing in and accounts",
        (
            "signed_in signed_out sign_in council code recovery_code recovery_codes second_factor"
            " sessions session confirmed confirm password token user"
        ),
    ),
    "access": ("Access to records", "access grant record restriction emergency"),
    "sharing": ("Sharing, files and papers", "sharing file paper list audit"),
    "people": ("People’s records", "person"),
    "episodes": (
        "Episodes and reports",
        "episode report log parents absence asked risk challenge legal oversight action section",
    ),
    "leave": ("Leave and who is back", "stay leave curfew presence"),
    "meetings": ("Meetings", "meeting"),
    "interviews": ("Return home interviews", "interview"),
    "profile": ("Missing Profiles", "profile"),
    "need": ("Need to Know", "need"),
    "deadlines": ("Deadlines and notices", "deadline notice"),
    "settings": ("Reference lists, rules and handing over", "reference rule hand_over view"),
}
# What was asked for and not given.
REFUSALS = frozenset(
    "refused limit.reached sign_in.failed sign_in.locked code.failed code.locked confirm.failed"
    " confirm.locked council.refused".split()
)


def verbs_of(kind: str) -> list[str]:
    words = set(KINDS[kind][1].split())
    return [verb for verb in VERBS if verb.partition(".")[0] in words]
