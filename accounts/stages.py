"""What stands between the password and the signed-in session (a stage of allauth's sign-in)."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest


class SecondFactorStage(AuthenticateStage):
    """Whoever has a second factor is asked for it, but where the council's own sign-in has asked
    for one already, or a passkey was the way in.
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        if any(record.get("second_factor") for record in records):
            return False
        return bool(super()._should_handle(request))
