"""The admin site: users by invitation, reference data audited, no way to the records."""

import re
import time

import pytest
import time_machine
from django.contrib import admin
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import factors, services
from accounts.models import AuditEvent, Membership, Organisation, User
from notifications.models import Notice
from people.models import Person
from tests.accounts.factors import give_app
from tests.cast import PASSWORD, Cast, user


@pytest.fixture
def administrator(cast: Cast) -> User:
    return user("Ada Ministrator", cast.team, "administrator", is_staff=True)


@pytest.fixture
def site(administrator: User, client: Client) -> Client:
    client.force_login(administrator)
    return client


def last() -> AuditEvent:
    return AuditEvent.objects.latest("pk")


def test_its_sign_in_is_ours(cast: Cast, client: Client) -> None:
    asked = client.get("/admin/", follow=True)
    assert asked.redirect_chain[-1][0] == "/account/sign-in/?next=%2Fadmin%2F"


def test_its_other_doors_are_ours_too(site: Client) -> None:
    assert site.get("/admin/password_change/").url == "/account/password/"
    assert site.post("/admin/logout/").url == "/account/sign-in/"
    assert last().verb == "signed_out"


def test_without_the_role_or_the_flag_it_stays_shut(cast: Cast, client: Client) -> None:
    flagged = user("Flag Only", cast.team, "social_worker", is_staff=True)
    role_only = user("Role Only", cast.team, "administrator")
    for one in (flagged, role_only, cast.head):
        client.force_login(one)
        assert client.get("/admin/", follow=True).status_code == 403


def test_adding_somebody_invites_them(
    site: Client, client: Client, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        site.post(
            "/admin/accounts/user/add/",
            {"email": "New.Person@Example.test", "name": "Newton Person", "is_active": "on"},
        )
    made = User.objects.get(email="new.person@example.test")
    assert not made.has_usable_password()
    assert last().verb == "user.invited"
    assert last().by_name == "Ada Ministrator"
    assert mail.outbox[0].to == ["new.person@example.test"]
    link = re.search(r"http://127.0.0.1:8000(/account/password/reset/\S+)", mail.outbox[0].body)
    assert link
    fresh = Client()
    form = fresh.get(link.group(1), follow=True)
    assert "Choose a new password" in form.text
    new = "three other random words"
    fresh.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    answer = fresh.post("/account/sign-in/", {"login": made.email, "password": new})
    assert answer.status_code == 302


def test_an_address_belongs_to_one_account_in_any_case(site: Client, cast: Cast) -> None:
    page = site.post(
        "/admin/accounts/user/add/",
        {"email": cast.iro.email.upper(), "name": "Twin", "is_active": "on"},
    )
    assert "Somebody has an account with this address already." in page.text


def test_suspending_ends_the_session_and_restoring_sends_a_link(
    site: Client, cast: Cast, django_capture_on_commit_callbacks
) -> None:
    theirs = Client()
    theirs.force_login(cast.worker)
    address = f"/admin/accounts/user/{cast.worker.pk}/change/"
    fields = {"email": cast.worker.email, "name": "Wren Ashdown-Hale", "job_title": "", "phone": ""}
    site.post(address, fields)
    assert theirs.get("/account/").status_code == 302
    assert list(AuditEvent.objects.order_by("-pk").values_list("verb", flat=True)[:2]) == [
        "user.changed", "user.suspended",
    ]  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        site.post(address, {**fields, "is_active": "on"})
    assert last().verb == "user.restored"
    assert theirs.get("/account/").status_code == 302
    assert mail.outbox[0].to == [cast.worker.email]
    assert (
        Client()
        .post("/account/sign-in/", {"login": cast.worker.email, "password": PASSWORD})
        .status_code
        == 200
    )


def test_reference_data_is_changed_with_an_event_and_never_deleted(
    site: Client, cast: Cast
) -> None:
    address = f"/admin/accounts/organisation/{cast.home.pk}/change/"
    site.post(address, {"name": "Oak Lodge", "kind": "home", "active": "on"})
    assert Organisation.objects.get(pk=cast.home.pk).name == "Oak Lodge"
    assert (last().verb, last().detail["name"]) == ("reference.changed", "Oak Lodge")
    assert "name" in last().detail["changed"]
    assert site.post(f"/admin/accounts/organisation/{cast.home.pk}/delete/").status_code == 403


def test_a_role_is_given_with_an_event(site: Client, cast: Cast) -> None:
    site.post(
        "/admin/accounts/membership/add/",
        {
            "user": cast.iro.pk,
            "team": cast.team.pk,
            "role": "team_manager",
            "starts_on": "2026-03-06",
        },
    )
    assert Membership.objects.filter(user=cast.iro, role="team_manager").exists()
    assert last().verb == "reference.added"


def test_every_page_of_every_list_opens(site: Client, cast: Cast) -> None:
    for model, registered in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert site.get(reverse(f"{name}_changelist")).status_code == 200, name
        request = type("Request", (), {"user": User.objects.get(name="Ada Ministrator")})()
        if registered.has_add_permission(request):
            assert site.get(reverse(f"{name}_add")).status_code == 200, name


def test_no_casework_is_in_the_admin_site() -> None:
    rooms = {"cases", "meetings", "returns", "profiles", "notifications", "people"}
    lists = {"people.SharingAgreement"}  # of the council, about nobody in particular
    assert Person not in admin.site._registry
    assert {m._meta.label for m in admin.site._registry if m._meta.app_label in rooms} == lists
    assert AuditEvent not in admin.site._registry


class TestLostSecondFactor:
    """An administrator takes it away; its owner signs in by password and sets up another."""

    @pytest.fixture
    def address(self, cast: Cast) -> str:
        return f"/admin/accounts/user/{cast.worker.pk}/second-factor/"

    def sent(self, site: Client, address: str, reason: str) -> object:
        found = re.search(r'name="submission_token" value="([^"]+)"', site.get(address).text)
        assert found
        return site.post(address, {"reason": reason, "submission_token": found.group(1)})

    def test_after_a_reason_it_is_reset_and_told(
        self, site: Client, cast: Cast, address: str
    ) -> None:
        give_app(cast.worker)
        theirs = Client()
        theirs.force_login(cast.worker)
        _, token = services.give_token(by=cast.worker)
        assert "Set up: 1" in site.get(f"/admin/accounts/user/{cast.worker.pk}/change/").text
        assert "Enter why" in self.sent(site, address, "").text
        done = self.sent(site, address, "Lost her phone; known to me by voice")
        assert done.url == f"/admin/accounts/user/{cast.worker.pk}/change/"
        assert theirs.get("/account/").status_code == 302
        bearing = {"Authorization": f"Token {token}"}
        assert Client().get("/api/v1/schema/", headers=bearing).status_code == 401
        assert not factors.factors_of(cast.worker)
        event = AuditEvent.objects.get(verb="second_factor.reset")
        assert event.detail["reason"] == "Lost her phone; known to me by voice"
        assert event.by_name == "Ada Ministrator"
        notice = Notice.objects.get(recipient=cast.worker, template="second_factor_reset")
        assert notice.deliveries.filter(channel="email").exists()

    def test_not_one_s_own(self, site: Client, administrator: User) -> None:
        give_app(administrator)
        own = f"/admin/accounts/user/{administrator.pk}/second-factor/"
        answer = self.sent(site, own, "I lost it")
        assert answer.status_code == 403
        assert "Ask another administrator" in answer.text
        assert factors.has_one(administrator)

    def test_for_administrators_only(self, client: Client, cast: Cast, address: str) -> None:
        give_app(cast.worker)
        client.force_login(cast.head)
        assert client.post(address, {"reason": "x"}, follow=True).status_code == 403
        assert factors.has_one(cast.worker)

    def test_the_site_asks_again_who_it_is(self, site: Client, address: str) -> None:
        with time_machine.travel(time.time(), tick=False) as clock:
            assert site.get("/admin/").status_code == 200
            clock.shift(601)
            for path in ("/admin/", "/admin/accounts/user/", address):
                assert site.get(path).url.startswith("/account/confirm/?next=%2Fadmin%2F"), path
            late = site.post("/admin/accounts/organisation/add/", {"name": "New House"})
            assert 'name="name" value="New House"' in late.text

    def test_the_site_needs_a_second_factor(self, site: Client, settings) -> None:
        settings.REQUIRE_SECOND_FACTOR = True
        assert site.get("/admin/").url == "/account/second-factor/?next=%2Fadmin%2F"
