"""The forms of the second factor: its code at the door, setting one up, naming it, losing it."""

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.http import HttpRequest

from accounts import codes
from accounts.models import User
from govuk.fields import LongTextField, RadiosField, TextField
from govuk.forms import GovukForm

UNANSWERED = "Your browser did not answer. Try again"
METHODS = {
    "passkey": "A passkey",
    "app": "An authenticator app",
}
HINTS = {
    "passkey": "You show your face or finger, or type the PIN of this device, your phone or a "
    "security key. With it you can sign in without a password.",
    "app": "An app on your phone, such as Microsoft Authenticator, shows six digits that you type.",
}


def code_field(*, hint: str, label: str = "Code") -> TextField:
    """Pasting is allowed, blanks do no harm, and a phone offers the code it has received."""
    field = TextField(
        label=label,
        subject="the code",
        width=10,
        help_text=hint,
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
    )
    return field


class CodeForm(GovukForm):
    """At the sign-in, after the password."""

    code = code_field(hint="The six digits from your authenticator app, or a recovery code")

    def __init__(self, *args: Any, user: User, request: HttpRequest, **kwargs: Any) -> None:
        self.user, self.request = user, request
        self.factor: Authenticator | None = None
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        self.factor = codes.check(request=self.request, user=self.user, typed=typed)
        return typed


class AnswerForm(GovukForm):
    """What the browser signed or made, sent by a script."""

    credential = forms.JSONField(
        widget=forms.HiddenInput, error_messages={"required": UNANSWERED, "invalid": UNANSWERED}
    )


class MethodForm(GovukForm):
    method = RadiosField(
        label="How do you want to prove that it is you?",
        choices=list(METHODS.items()),
        hints=HINTS,
        error_messages={"required": "Select a passkey or an authenticator app"},
    )


class AppForm(GovukForm):
    code = code_field(label="Code from your app", hint="Six digits. They change every half minute")


class NameForm(GovukForm):
    """A name by which its owner tells one passkey from another."""

    name = TextField(
        label="Name",
        subject="a name",
        width=20,
        max_length=60,
        help_text="For example, Work laptop",
    )


class NewPasskeyForm(AnswerForm, NameForm):
    field_order = ["name", "credential"]


class ReasonForm(GovukForm):
    reason = LongTextField(
        label="Why, and how do you know that it is really them?",
        subject="why, and how you know that it is them",
        rows=3,
        max_length=500,
    )
