"""Users, organisations, teams and roles in the admin site. The audit trail is not:
it is read where the records are.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from knox.models import AuthToken

from accounts import admin_views, council_services, factors, services
from accounts.admin_base import ReferenceAdmin, is_administrator
from accounts.models import Membership, Organisation, Team, User
from accounts.rules import COUNCIL_ROLES, ROLES
from accounts.sudo import freshly_signed_in

# What packages register by themselves and nobody needs to look after here: roles are not groups,
# and
# tokens, sessions and second factors are their owners' own.
for model in (
    AuthToken,
    Authenticator,
    EmailAddress,
    Group,
    SocialAccount,
    SocialApp,
    SocialToken,
    UserSession,
):
    if admin.site.is_registered(model):
        admin.site.unregister(model)

admin.site.site_header = "Homeward: users, teams and reference lists"
admin.site.site_title = "Homeward"
admin.site.index_title = "What an administrator looks after"


class UserForm(forms.ModelForm):
    """An address is one account's only, in whatever case it is typed."""

    class Meta:
        model = User
        fields = ["email", "name", "job_title", "phone", "is_staff", "is_active"]
        help_texts = {
            "is_active": "Untick to suspend: signed out at the next page, and no way back in.",
            "is_staff": "Needs the role of administrator beside it.",
        }

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Somebody has an account with this address already.")
        return email


@admin.register(User)
class UserAdmin(ReferenceAdmin):
    """Adding somebody is inviting them: they choose their password from a link in an email."""

    form = UserForm
    list_display = ["name", "email", "job_title", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "memberships__role"]
    search_fields = ["name", "email"]
    actions = ["send_link"]
    readonly_fields = ["what_they_hold", "second_factor"]

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        return [*UserForm.Meta.fields, *(self.readonly_fields if obj else [])]

    @admin.display(description="What they hold")
    def what_they_hold(self, obj: User) -> str:
        return format_html(
            '<a href="{}">Handed over by a manager before they leave or move</a>',
            reverse("work:hand_over_of", args=[obj.pk]),
        )

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            services.invite(user=obj, by=request.user)
        elif form.changed_data:
            services.change(user=obj, by=request.user, changed=form.changed_data)

    @admin.display(description="Second factor")
    def second_factor(self, user: User) -> str:
        """What they have, and the way to take it from them when they have lost it."""
        has = factors.factors_of(user)
        way = reverse("admin:reset_second_factor", args=[user.pk])
        said = f"Set up: {has.count}" if has else "None"
        tied = council_services.is_tied(user)
        said += ", signs in through the council" if tied else ""
        return format_html('{} – <a href="{}">Reset…</a>', said, way) if has or tied else said

    def get_urls(self) -> list[URLPattern]:
        reset = self.admin_site.admin_view(admin_views.reset_second_factor)
        return [
            path("<int:number>/second-factor/", reset, name="reset_second_factor"),
            *super().get_urls(),
        ]

    @admin.action(description="Send the link to choose a password again")
    def send_link(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        sent = list(queryset.filter(is_active=True))
        for user in sent:
            services.send_invitation(user)
        messages.success(request, f"Links sent: {len(sent)}.")


@admin.register(Organisation)
class OrganisationAdmin(ReferenceAdmin):
    list_display = ["name", "kind", "code", "active"]
    list_filter = ["kind", "active"]
    search_fields = ["name", "code"]


@admin.register(Team)
class TeamAdmin(ReferenceAdmin):
    list_display = ["name", "organisation", "active"]
    list_filter = ["active", "organisation__kind"]
    search_fields = ["name", "organisation__name"]
    autocomplete_fields = ["organisation"]


class MembershipForm(forms.ModelForm):
    """Some roles are the council's alone: another organisation's staff hold one of the others."""

    class Meta:
        model = Membership
        fields = ["user", "team", "role", "starts_on", "ends_on"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        team, role = given.get("team"), given.get("role")
        if team and role in COUNCIL_ROLES and team.organisation.kind != "council":
            label = ROLES[role].label
            self.add_error(
                "role",
                f"{label} is a role of this council. In {team.organisation} choose another, "
                "such as social worker.",
            )
        return given


@admin.register(Membership)
class MembershipAdmin(ReferenceAdmin):
    """A role ends by its last day, never by being removed: who saw what must stay answerable."""

    form = MembershipForm
    list_display = ["user", "role", "team", "starts_on", "ends_on"]
    list_filter = ["role"]
    search_fields = ["user__name", "user__email", "team__name"]
    autocomplete_fields = ["user", "team"]
    list_select_related = ["user", "team__organisation"]


# Whoever may use it proves again that it is them, as for everything grave (accounts/sudo.py).
their_door = admin.site.admin_view
admin.site.admin_view = lambda view, cacheable=False: their_door(freshly_signed_in(view), cacheable)
admin.site.has_permission = lambda request: is_administrator(request.user)
