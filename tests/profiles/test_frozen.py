"""The product's own database role may add versions and sendings, and never change one."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.clock import now
from profiles import services, versions
from profiles.models import MissingProfile
from tests.cast import Cast
from tests.profiles.conftest import WHY


@pytest.mark.parametrize(
    "statement",
    [
        "update profiles_profileversion set content = '{}'",
        "delete from profiles_profileversion",
        "truncate profiles_profileversion cascade",
        "update profiles_profilesending set to_whom = 'somebody'",
        "delete from profiles_profilesending",
        "delete from profiles_profilesection",
        "delete from profiles_missingprofile",
    ],
)
def test_it_is_refused(real_db, cast: Cast, full: MissingProfile, statement: str):
    version = versions.agree(profile=full, note="", by=cast.worker)
    services.record_sent(
        profile=full, to_whom="Police", way="email", at=now(), by=cast.worker, **WHY
    )
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    before = version.content
    version.refresh_from_db()
    assert version.content == before


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"likelihood": "low"}, "likelihood_by_someone_some_day"),
        ({"likelihood_why": "because"}, "likelihood_by_someone_some_day"),
    ],
)
def test_a_half_said_likelihood_is_refused(
    real_db, profile: MissingProfile, changes: dict[str, str], name: str
):
    with pytest.raises(DatabaseError, match=name), transaction.atomic():
        MissingProfile.objects.filter(pk=profile.pk).update(**changes)
