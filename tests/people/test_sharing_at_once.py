"""Two at once: a file is kept once, a copy is kept once, a page gives once, a withdrawal is one."""

import pytest
from django.db import transaction

from accounts.errors import Invalid, Refused
from cases import papers
from people import files
from people.files import Clean
from people.models import KeptCopy, Sharing, SharingWithdrawal, StoredFile
from people.sharing import withdraw
from tests.browse import shown
from tests.cases.test_at_once import together
from tests.cast import Cast
from tests.papers.conftest import quick
from tests.people.test_sharing_pages import share
from tests.stories import signed_in, went_missing

CLEAN = Clean(b"\xff\xd8 made anew", b"\xff\xd8 small", {"width": 3, "height": 4})


def test_the_same_photo_from_two_phones_is_kept_once(real_db: dict[str, str], cast: Cast) -> None:
    def put(by):
        return files.put(
            person=cast.boy, clean=CLEAN, name="On his bike", purpose="likeness", by=by
        )

    answers = together(lambda: put(cast.carer), lambda: put(cast.worker))
    assert StoredFile.objects.count() == 1
    assert sorted(type(one) for one in answers if isinstance(one, Invalid)) == [Invalid]


def test_the_same_copy_shared_twice_at_once_is_kept_once(
    real_db: dict[str, str], cast: Cast
) -> None:
    together(lambda: share(cast), lambda: share(cast, to_whom="The next shift"))
    assert Sharing.objects.count() == 2
    assert KeptCopy.objects.count() == 1


def test_a_paper_given_by_a_double_tap_goes_out_once(real_db: dict[str, str], cast: Cast) -> None:
    episode = went_missing(cast, police_force=cast.police_force)
    paper = papers.ask(kind="situation_report", ref=episode.reference, by=cast.worker)
    papers.make_due(press=quick)
    address = f"/papers/{paper.reference}/give/"
    clients = [signed_in(cast.worker), signed_in(cast.worker)]
    answers = shown(clients[0].get(address))
    first, second = together(*(lambda one=one: one.post(address, answers) for one in clients))
    assert first["Location"] == second["Location"]
    assert Sharing.objects.count() == 1


def test_two_withdraw_it_in_the_same_second(real_db: dict[str, str], cast: Cast) -> None:
    made = share(cast)

    @transaction.atomic
    def take_back(by):
        return withdraw(sharing=made, why="Wrong force", by=by)

    answers = together(lambda: take_back(cast.worker), lambda: take_back(cast.manager))
    assert SharingWithdrawal.objects.count() == 1
    assert sum(isinstance(one, Refused) for one in answers) == 1


@pytest.mark.parametrize("by", ["carer", "manager"])
def test_a_file_removed_by_two_is_removed_once(
    real_db: dict[str, str], cast: Cast, by: str
) -> None:
    kept = files.put(person=cast.boy, clean=CLEAN, name="Him", purpose="likeness", by=cast.carer)
    answers = together(
        lambda: files.remove(file=kept, why="His brother", by=cast.carer),
        lambda: files.remove(file=kept, why="Not him", by=getattr(cast, by)),
    )
    assert sum(isinstance(one, Refused) for one in answers) == 1
    assert StoredFile.objects.get().content is None
