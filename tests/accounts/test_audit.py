"""The audit trail lives or dies with its change, and every verb has a sentence."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction

from accounts import audit
from accounts.errors import Refused
from accounts.models import AuditEvent
from accounts.verbs import VERBS, sentence
from tests.cast import Cast

ROOT = Path(__file__).resolve().parents[2]
ROOMS = "accounts notifications deadlines people cases profiles meetings returns config".split()
RECORDERS = {"record", "record_alone"}


def test_an_event_outside_a_transaction_is_refused(cast: Cast) -> None:
    with pytest.raises(audit.NotInTransaction):
        audit.record("person.added", by=cast.worker, about=cast.boy)


def test_an_event_goes_when_its_change_is_rolled_back(cast: Cast) -> None:
    before = AuditEvent.objects.count()
    with transaction.atomic():
        audit.record("person.added", by=cast.worker, about=cast.boy)
        assert AuditEvent.objects.count() == before + 1
        transaction.set_rollback(True)
    assert AuditEvent.objects.count() == before


def test_names_and_references_are_copied_in(cast: Cast) -> None:
    with transaction.atomic():
        event = audit.record("person.added", by=cast.worker, about=cast.boy, why="new")
    event.refresh_from_db()
    assert (event.by_id, event.by_name) == (cast.worker.pk, "Wren Ashdown")
    assert (event.about_kind, event.about_id) == ("person", cast.boy.pk)
    assert (event.about_ref, event.person_id) == (cast.boy.reference, cast.boy.pk)
    assert event.detail == {"why": "new"}
    assert event.xid > 0


def test_a_refusal_outlives_the_transaction_it_ended(cast: Cast) -> None:
    error = Refused("Your role cannot finalise an episode.", act="finalise", about=cast.boy)
    event = audit.refused(error, by=cast.carer, path="/episodes/E-1/")
    assert event.verb == "refused"
    assert event.detail["act"] == "finalise"
    with transaction.atomic(), pytest.raises(audit.NotInTransaction):
        audit.refused(error, by=cast.carer)


def test_an_unknown_verb_is_refused(cast: Cast) -> None:
    with transaction.atomic(), pytest.raises(LookupError):
        audit.record("person.abducted", by=cast.worker)


def test_a_sentence_leaves_out_what_the_event_does_not_hold() -> None:
    assert sentence("refused", by="Wren Ashdown") == "Wren Ashdown was refused: …"
    assert sentence("user.invited", by="A", name="B") == "A invited B"


def test_every_verb_recorded_in_the_source_has_a_sentence() -> None:
    found = set(recorded_verbs())
    assert len(found) > 20, "the scan has lost its way"
    assert found - VERBS.keys() == set()


def test_every_verb_with_a_sentence_is_a_readable_one() -> None:
    for verb, words in VERBS.items():
        assert len(words) > 8, verb
        assert not words.endswith("."), verb


def recorded_verbs() -> Iterator[str]:
    """The first argument of every call of `record` that is written out as text."""
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and node.args and _name(node.func) in RECORDERS:
                    yield from _texts(node.args[0])


def _name(called: ast.expr) -> str:
    return getattr(called, "attr", None) or getattr(called, "id", "")


def _texts(argument: ast.expr) -> Iterator[str]:
    for node in [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
