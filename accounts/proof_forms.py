"""The form that asks somebody who is signed in to prove once more who they are."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts import backends, limiter
from accounts.forms import password_field, wait_sentence
from accounts.models import User
from govuk.forms import GovukForm


class ProofForm(GovukForm):
    """Their password. Guessing it from an open screen is limited as at the front door."""

    PREFIX = "sudo"
    password = password_field("Password", new=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, prefix=self.PREFIX, **kwargs)
        self.how = ""

    def clean_password(self) -> str:
        turn = limiter.take_turn(request=None, account=self.user.email, purpose="confirm")
        if not turn.ok:
            raise ValidationError(wait_sentence(turn.wait_minutes), code="locked")
        typed: str = self.cleaned_data["password"]
        if not backends.is_password_of(self.user, typed):
            raise ValidationError("This is not your password", code="wrong")
        limiter.forgive(request=None, account=self.user.email, purpose="confirm")
        self.how = "password"
        return typed
