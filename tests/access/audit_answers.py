"""Who gets what at the addresses of the audit trail: information governance, and nobody else."""

from tests.access.answers import EVERYBODY, Answer

READS = frozenset({"governance"})
AUDIT_ANSWERS: dict[str, Answer] = {
    "audit:list": Answer(READS, EVERYBODY - READS),
    "audit:export": Answer(READS, EVERYBODY - READS),
    "audit:file": Answer(READS, EVERYBODY - READS, {"number": "asked"}),
}
