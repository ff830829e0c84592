"""Every place where something leaves the product, and what it answers for it with.

A stranger reads here which doors there are. A new one fails the test until it is on the list: what
goes to somebody outside is recorded by `record_sharing`; what a user reads with their own rights is
an audited read; what holds nothing about a person says why.
"""

import ast
from collections.abc import Iterator

from tests.architecture.test_rooms import FLOORS, ROOT, sources

# What a door looks like: a file in an answer, a mail, a text message.
HEADER = "Content-Disposition"
CALLS = {
    "EmailMessage", "EmailMultiAlternatives", "FileResponse", "StreamingHttpResponse", "send_mail",
    "send_email_notification", "send_sms_notification",
}  # fmt: skip

# Gives something to somebody outside: each calls record_sharing itself, in its own transaction.
SHARES = {
    "people/move_services.py:record_told": "the host authority told, the trigger plan shared",
    "people/grants.py:_keep_that_it_leaves": "access given to somebody outside, by `give`",
    "cases/giving.py:give": "papers and files that are given to somebody",
    "cases/sharing_views.py:add": "what was told or sent without Homeward",
    "profiles/services.py:record_sent": "a Missing Profile that was sent",
}
# Read by a user with their own rights: the function that lets the bytes out, by what it records.
READS = {
    "accounts/audit_views.py:file": "lines",  # which says at its end what has left
    "cases/file_views.py:content": "record_given",
    "cases/file_views.py:small": "looked_at",
    "cases/file_api.py:get": "record_given",
    "cases/list_views.py:taken": "on_record",
    "cases/paper_views.py:file": "record_download",
    "cases/sharing_views.py:copy": "record_copy_given",
    "cases/shared_views.py:copy": "record_seen",
}
# How those answer: the same headers for all of them, called by nobody else.
SERVED_BY = {
    "accounts/csv_files.py:download": {"taken"},
    "cases/file_views.py:served": {"content", "small", "get"},
    "cases/sharing_views.py:served_copy": {"copy"},
}
# Holds nothing about a person.
HARMLESS = {
    "accounts/factor_views.py:codes_file": "recovery codes of the user who asks",
    "accounts/seal_tip.py:mail_tip": "the hash of the audit trail",
    "accounts/services.py:send_invitation": "an invitation to sign in",
    "meetings/views.py:calendar_file": "a calendar entry with references and no name",
    "notifications/delivery.py:message": "notices, whose words a test keeps free of names",
}


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function and method of the rooms, by its file and name."""
    for path in sources(*FLOORS):
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                yield f"{path.relative_to(ROOT)}:{node.name}", node


def names_called(function: ast.FunctionDef) -> set[str]:
    calls = (one.func for one in ast.walk(function) if isinstance(one, ast.Call))
    return {one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in calls}


def is_door(function: ast.FunctionDef) -> bool:
    strings = {one.value for one in ast.walk(function) if isinstance(one, ast.Constant)}
    return HEADER in strings or bool(CALLS & names_called(function))


def test_every_door_is_on_the_list() -> None:
    doors = {name for name, function in functions() if is_door(function)}
    listed = {*READS, *SERVED_BY, *HARMLESS}
    assert not doors - listed, (
        "lets something out, and is not in tests/architecture/test_ways_out.py"
    )
    assert not (set(HARMLESS) | set(SERVED_BY)) - doors, "on the list, and gone"


def test_what_goes_outside_is_on_the_sharing_record() -> None:
    recording = {
        name for name, function in functions() if "record_sharing" in names_called(function)
    }
    inner = {"cases/sharing_views.py:work"}  # the work of `add`
    assert recording - inner == set(SHARES)


def test_whatever_is_read_is_audited_by_what_lets_it_out() -> None:
    found, served = {}, {name.split(":")[1] for name in SERVED_BY}
    for name, function in functions():
        if name in READS and (is_door(function) or names_called(function) & served):
            found[name] = names_called(function)
    assert set(found) == set(READS)
    for name, recorded in READS.items():
        assert recorded in found[name], f"{name} does not call {recorded}"


def test_nobody_else_answers_with_a_file() -> None:
    for served, callers in SERVED_BY.items():
        calling = served.split(":")[1]
        found = {
            name.split(":")[1]
            for name, function in functions()
            if calling in names_called(function)
        }
        assert found == callers, served
