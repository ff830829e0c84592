"""Who gets what at the addresses of photos, documents and the sharing record."""

from tests.access.answers import (
    EVERYBODY,
    MAKES_PAPER,
    MANAGES,
    PAPER,
    PERSON,
    RECORD,
    WATCHES,
    Answer,
)

FILE, SHARING = {"ref": "file"}, {"ref": "sharing"}
SHARES = RECORD - WATCHES
POLICE, GOVERNS = frozenset({"police"}), frozenset({"governance"})

SHARING_ANSWERS: dict[str, Answer] = {
    # Photos and documents
    "files:add": Answer(SHARES, WATCHES, PERSON),
    "files:content": Answer(RECORD, values=FILE),
    "files:file": Answer(RECORD, values=FILE),
    "files:give": Answer(SHARES, WATCHES, FILE),
    "files:list": Answer(RECORD, values=PERSON),
    "files:remove": Answer(MANAGES, RECORD - MANAGES, FILE),
    "files:small": Answer(RECORD, values=FILE),
    # What was shared, and with whom
    "papers:give": Answer(SHARES, WATCHES, PAPER),
    "papers:leave_out": Answer(MAKES_PAPER, RECORD - MAKES_PAPER, PAPER),
    "shared:copy": Answer(POLICE, EVERYBODY - POLICE, SHARING),
    "shared:list": Answer(POLICE, EVERYBODY - POLICE),
    "shared:one": Answer(POLICE, EVERYBODY - POLICE, SHARING),
    "sharing:add": Answer(SHARES, WATCHES, PERSON),
    "sharing:copy": Answer(RECORD, values=SHARING),
    "sharing:everybody": Answer(GOVERNS, EVERYBODY - GOVERNS),
    "sharing:list": Answer(RECORD, values=PERSON),
    "sharing:one": Answer(RECORD, values=SHARING),
    "sharing:outcome": Answer(SHARES, WATCHES, SHARING),
    "sharing:reasons": Answer(GOVERNS, EVERYBODY - GOVERNS, SHARING),
    "sharing:withdraw": Answer(SHARES, WATCHES, SHARING),
    "sharing_api:content": Answer(RECORD, values=FILE, api=True),
    "sharing_api:file": Answer(RECORD, values=FILE, api=True),
    "sharing_api:files": Answer(RECORD, values=PERSON, api=True),
    "sharing_api:sharing": Answer(RECORD, values=SHARING, api=True),
    "sharing_api:sharings": Answer(RECORD, values=PERSON, api=True),
}
