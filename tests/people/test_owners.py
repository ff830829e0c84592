"""Whose duty it is while nobody is allocated: MASH in office hours, the emergency team outside."""

import pytest

from people import owners
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("moment", "part"),
    [
        ("2026-04-02 11:00", "mash_manager"),  # a Thursday
        ("2026-04-02 17:00", "edt_manager"),
        ("2026-04-04 11:00", "edt_manager"),  # a Saturday
        ("2026-04-06 11:00", "edt_manager"),  # Easter Monday
        ("2026-04-07 09:00", "mash_manager"),
    ],
)
def test_who_stands_in(cast: Cast, at, moment: str, part: str) -> None:
    at(moment)
    duty = ("personal_adviser", cast.boy.pk)  # nobody has this part for the boy
    assert owners.owners_of({duty})[duty] == {getattr(cast, part).pk}
