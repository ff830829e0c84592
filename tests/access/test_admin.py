"""The admin site is a block of its own: nobody of the cast gets in, a member of staff with the
superuser's mark does."""

import pytest
from django.test import Client

from accounts.models import User
from tests.access.addresses import Address, addresses
from tests.access.stage import Stage

ADMIN = sorted({one for one in addresses() if one.name.startswith("admin:")}, key=str)
# Values for whatever stands in an address of the admin; what is named is there or is not.
PARTS = {
    "object_id": 1,
    "content_type_id": 1,
    "app_label": "accounts",
    "number": 1,
    "url": "no/such/page",
}
OPEN_TO_ALL = ("login", "logout", "jsi18n")


def test_the_admin_has_addresses() -> None:
    assert len(ADMIN) > 10


@pytest.mark.parametrize("address", ADMIN, ids=str)
def test_nobody_of_the_cast_gets_into_the_admin(stage: Stage, address: Address) -> None:
    path = address.path(PARTS)
    got_in = {
        f"{part} {method} {answer.status_code}"
        for part, client in stage.clients.items()
        for method in ("get", "post")
        if (answer := getattr(client, method)(path)).status_code not in {302, 403, 404, 405}
        and not address.name.endswith(OPEN_TO_ALL)
    }
    assert not got_in, f"{path}: {sorted(got_in)}"


def test_an_administrator_gets_in(stage: Stage) -> None:
    administrator = User.objects.create(
        email="ada@example.test", name="Ada Keys", is_staff=True, is_superuser=True
    )
    client = Client()
    client.force_login(administrator, backend="accounts.backends.LimitedSignIn")
    assert client.get("/admin/").status_code == 200
