"""The forms of signing in, worded and shown our way. allauth's own do the work behind them."""

from typing import Any

from allauth.account import forms as theirs
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from accounts import audit, limiter, queries
from accounts.backends import WAIT
from govuk.forms import GovukFormMixin

WRONG = "The email address or password is not right"
PASSWORD_HINT = (
    "At least 12 characters. Three random words are easy to remember. "
    "Not your name, not only numbers, and not a password that many people use."
)


def wait_sentence(minutes: int) -> str:
    return (
        "There were too many wrong tries. "
        f"Wait {minutes} minute{'' if minutes == 1 else 's'}, then try again or set a new password."
    )


def email_field(autocomplete: str = "username") -> forms.EmailField:
    return forms.EmailField(
        label="Email address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"}),
    )


def password_field(label: str, *, new: bool, hint: str = "") -> forms.CharField:
    autocomplete = "new-password" if new else "current-password"
    field = forms.CharField(
        label=label,
        help_text=hint,
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )
    field.subject = f"your {label[0].lower()}{label[1:]}"  # "Enter your new password"
    return field


class SignInForm(GovukFormMixin, theirs.LoginForm):
    """One sentence for a wrong address, a wrong password and a suspended account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            # Browsers offer a passkey in this box (static/src/js/passkeys.js).
            "login": email_field("username webauthn"),
            "password": password_field("Password", new=False),
        }
        _reword(self)

    def _clean_with_password(self, credentials: dict[str, Any]) -> dict[str, Any]:
        try:
            return super()._clean_with_password(credentials)
        except ValidationError:
            minutes = getattr(self.request, WAIT, 0)
            raise ValidationError(wait_sentence(minutes) if minutes else WRONG) from None


class ChangePasswordForm(GovukFormMixin, theirs.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            "oldpassword": password_field("Current password", new=False),
            **_new_password_twice(),
        }
        _reword(self)

    def clean_oldpassword(self) -> str:
        """Guessing it from somebody's open screen is limited as at the front door."""
        turn = limiter.take_turn(request=None, account=self.user.email, purpose="change")
        if not turn.ok:
            raise ValidationError(wait_sentence(turn.wait_minutes))
        typed: str = self.cleaned_data["oldpassword"]
        if not self.user.check_password(typed):
            raise ValidationError("This is not your current password")
        limiter.forgive(request=None, account=self.user.email, purpose="change")
        return typed

    def clean(self) -> dict[str, Any]:
        # Past allauth's own comparison of the two, whose sentence is not ours.
        return _check_new_password(self, super(theirs.PasswordVerificationMixin, self).clean())


class ResetPasswordForm(GovukFormMixin, theirs.ResetPasswordForm):
    """The answer is the same whether the account exists or not, and a mailbox cannot be flooded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"email": email_field()}
        _reword(self)

    def save(self, request: Any, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        turn = limiter.take_turn(request=request, account=email, purpose="reset")
        if turn.ok:
            audit.record_alone("password.reset_asked", by=None, about=queries.by_email(email))
            super().save(request, **kwargs)
        return email


class NewPasswordForm(GovukFormMixin, theirs.ResetPasswordKeyForm):
    """From the link in a mail: a reset, or the first password of an invited person."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = _new_password_twice()
        _reword(self)

    def clean(self) -> dict[str, Any]:
        # Past allauth's own comparison of the two, whose sentence is not ours.
        return _check_new_password(self, super(theirs.PasswordVerificationMixin, self).clean())


def _new_password_twice() -> dict[str, forms.Field]:
    return {
        "password1": password_field("New password", new=True, hint=PASSWORD_HINT),
        "password2": password_field("New password again", new=True),
    }


# Django's rules, each said as what to do. Their limits stay in settings.
RULES = {
    "password_too_short": "Your new password must be 12 characters or more",
    "password_too_common": "Choose a password that fewer people use",
    "password_too_similar": "Your new password must not be like your name or email address",
    "password_entirely_numeric": "Your new password must not be only numbers",
}


def _check_new_password(form: Any, cleaned: dict[str, Any]) -> dict[str, Any]:
    first, second = cleaned.get("password1"), cleaned.get("password2")
    if first:
        try:
            password_validation.validate_password(first, user=form.user)
        except ValidationError as error:
            for part in error.error_list:
                form.add_error("password1", RULES.get(part.code, part))
    if first and second and first != second and "password2" not in form.errors:
        form.add_error("password2", "Type the same new password twice")
    return cleaned


def _reword(form: Any) -> None:
    """Fields that replaced allauth's get our sentences; the mixin ran before they were there."""
    from govuk.forms import _say_plainly

    for field in form.fields.values():
        _say_plainly(field)
