"""The laptop's sign-ins: one for each role, and none anywhere else."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.local import PASSWORD
from accounts.rules import ROLES
from tests.cast import Cast


def test_one_sign_in_for_each_role_that_somebody_holds(cast: Cast, settings) -> None:
    settings.LOCAL = True
    out = StringIO()
    call_command("sign_ins", stdout=out)
    lines = out.getvalue().splitlines()
    assert PASSWORD in lines[0]
    assert sum(ROLES["social_worker"].label in line for line in lines) == 1
    assert any("casey.marlow@example.test" in line for line in lines)


def test_there_are_none_in_production(cast: Cast, settings) -> None:
    settings.LOCAL = False
    with pytest.raises(CommandError):
        call_command("sign_ins")
