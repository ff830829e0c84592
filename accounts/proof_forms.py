"""The form that asks somebody who is signed in to prove once more who they are."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts import backends, codes, factors, limiter
from accounts.factor_forms import UNANSWERED, code_field
from accounts.forms import password_field, wait_sentence
from accounts.models import User
from govuk.forms import GovukForm

NOTHING = "Enter your password"
NOTHING_OF_THESE = "Enter your password, or a code from your app"


class ProofForm(GovukForm):
    """Their password, the code of their app, or a passkey: one of what they have.

    Guessing from an open screen is limited as at the front door. `how` says what was right.
    """

    PREFIX = "sudo"
    password = password_field("Password", new=False)
    code = code_field(label="Code from your app", hint="Six digits")
    credential = forms.JSONField(
        widget=forms.HiddenInput, error_messages={"invalid": UNANSWERED}, required=False
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request: HttpRequest = request
        self.user: User = request.user
        self.has = factors.factors_of(self.user)
        self.how = ""
        super().__init__(*args, prefix=self.PREFIX, **kwargs)
        for field in self.fields.values():
            field.required = False
        if not self.user.has_usable_password():
            del self.fields["password"]
        if not self.has.app:
            del self.fields["code"]
        if not self.has.passkeys:
            del self.fields["credential"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        if given.get("credential"):
            self._look_at_passkey(given["credential"])
        elif given.get("code"):
            self._look("code", self._code, given["code"])
        elif given.get("password"):
            self._look("password", self._password, given["password"])
        else:
            first = next(iter(self.fields), None)
            said = NOTHING_OF_THESE if "code" in self.fields else NOTHING
            self.add_error(first if first != "credential" else None, said)
        return given

    def _look(self, name: str, look: Any, typed: str) -> None:
        try:
            look(typed)
        except ValidationError as refusal:
            self.add_error(name, refusal)
        else:
            self.how = name

    def _password(self, typed: str) -> None:
        turn = limiter.take_turn(request=None, account=self.user.email, purpose="confirm")
        if not turn.ok:
            raise ValidationError(wait_sentence(turn.wait_minutes), code="password_locked")
        if not backends.is_password_of(self.user, typed):
            raise ValidationError("This is not your password", code="password_wrong")
        limiter.forgive(request=None, account=self.user.email, purpose="confirm")

    def _code(self, typed: str) -> None:
        codes.check(request=self.request, user=self.user, typed=typed, kinds=codes.APP_ONLY)

    def _look_at_passkey(self, answer: Any) -> None:
        if factors.passkey_answered(answer, user=self.user) is None:
            wrong = ValidationError("This passkey was not right. Try again", code="passkey_wrong")
            self.add_error(None, wrong)
        else:
            self.how = "passkey"
