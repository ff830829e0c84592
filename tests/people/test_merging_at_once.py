"""Two who merge the same pair, and somebody who writes to the record that goes, at one moment."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.errors import Conflict, Invalid
from people import services
from people.merge_fields import differing
from people.merging import merge
from people.models import Identifier, Merge, Person
from tests.cast import Cast


@pytest.fixture
def at_once(real_db: dict[str, str]) -> Iterator[Callable[[Callable[[], object]], list[object]]]:
    """Runs something in a thread with a connection of its own; the list gets what it answers."""
    threads: list[threading.Thread] = []

    def start(work: Callable[[], object]) -> list[object]:
        answer: list[object] = []

        def run() -> None:
            try:
                answer.append(work())
            except Exception as error:
                answer.append(error)
            finally:
                connection.close()

        thread = threading.Thread(target=run)
        threads.append(thread)
        thread.start()
        return answer

    def finish() -> None:
        for thread in threads:
            thread.join(timeout=20)

    start.finish = finish  # type: ignore[attr-defined]
    yield start
    finish()


@pytest.fixture
def twin(at_once, cast: Cast) -> Person:
    return services.add_person(by=cast.edt, given_name="Jim", family_name="Exempler")


def do(kept: Person, gone: Person, by) -> Merge:
    choices = {field.key: "kept" for field in differing(kept, gone)}
    return merge(
        by=by, kept_ref=kept.reference, gone_ref=gone.reference, choices=choices, why="Known"
    )


def test_one_of_two_who_merge_wins_and_the_other_is_told(at_once, cast: Cast, twin) -> None:
    barrier = threading.Barrier(2, timeout=10)

    def go(kept: Person, gone: Person, by) -> Merge:
        barrier.wait()
        return do(kept, gone, by)

    one = at_once(lambda: go(cast.boy, twin, cast.coordinator))
    two = at_once(lambda: go(twin, cast.boy, cast.head))
    at_once.finish()
    answers = one + two
    assert Merge.objects.count() == 1
    (told,) = [answer for answer in answers if not isinstance(answer, Merge)]
    assert isinstance(told, Invalid | Conflict), told
    assert "merged into" in str(told)
    made = Merge.objects.get()
    assert made.gone.merged_into == made.kept
    assert made.kept.merged_into is None


def test_what_is_being_written_is_waited_for_and_moves_too(at_once, cast: Cast, twin) -> None:
    written, go_on = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            Identifier.objects.create(person_id=twin.pk, kind="police", value="MP-7")
            written.set()
            go_on.wait(10)

    at_once(write)
    assert written.wait(10)
    merged = at_once(lambda: do(cast.boy, twin, cast.coordinator))
    _until_somebody_waits()
    go_on.set()
    at_once.finish()
    assert isinstance(merged[0], Merge), merged
    assert Identifier.objects.get(value="MP-7").person == cast.boy


def test_who_comes_while_it_is_merged_is_refused(at_once, cast: Cast, twin) -> None:
    with transaction.atomic():
        do(cast.boy, twin, cast.coordinator)
        late = at_once(
            lambda: Identifier.objects.create(person_id=twin.pk, kind="police", value="MP-8")
        )
        _until_somebody_waits()
        assert late == []
    at_once.finish()
    assert isinstance(late[0], IntegrityError)
    assert not Identifier.objects.exists()


def _until_somebody_waits() -> None:
    """Until a transaction stands before a lock that another holds."""
    from tests.databases import as_owner

    for _ in range(2000):
        (row,) = as_owner("select count(*) from pg_locks where not granted")
        if row[0]:
            return
    raise AssertionError("nobody waits")


def test_a_form_sent_at_that_moment_is_sent_again_once(
    at_once, cast: Cast, twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    do(cast.boy, twin, cast.coordinator)

    def written_too_late(**_: object) -> None:
        Identifier.objects.create(person_id=twin.pk, kind="police", value="MP-8")

    monkeypatch.setattr("profiles.services.start", written_too_late)
    client = Client()
    client.force_login(cast.worker, backend="accounts.backends.LimitedSignIn")
    path = f"/people/{cast.boy.reference}/profile/start/"
    sent = {"submission_token": "one"}
    first = client.post(path, sent)
    assert (first.status_code, first["Location"]) == (308, f"{path}?again=1")
    second = client.post(first["Location"], sent)
    assert second.status_code == 409
    assert "was merged into another" in second.content.decode()
