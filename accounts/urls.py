"""Signing in and out, passwords, one's own account. Of allauth's pages those we have worded."""

from allauth.account import views as allauth
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from accounts import confirm_views, council_views, factor_views, session_views, sign_in_views, views

SECOND_FACTOR = [
    path("", factor_views.index, name="account_second_factor"),
    path("app/", factor_views.app_add, name="account_app_add"),
    path("app/remove/", factor_views.app_remove, name="account_app_remove"),
    path("passkey/", factor_views.passkey_add, name="account_passkey_add"),
    path("passkey/<int:number>/", factor_views.passkey_rename, name="account_passkey_rename"),
    path(
        "passkey/<int:number>/remove/", factor_views.passkey_remove, name="account_passkey_remove"
    ),
    path("codes/", factor_views.codes, name="account_codes"),
    path("codes/file/", factor_views.codes_file, name="account_codes_file"),
    path("codes/new/", factor_views.codes_new, name="account_codes_new"),
]
urlpatterns = [
    path("sign-in/", allauth.login, name="account_login"),
    # The name is allauth's: its sign-in leads here when the password was right.
    path("sign-in/code/", sign_in_views.second_step, name="mfa_authenticate"),
    path("sign-in/passkey/", sign_in_views.by_passkey, name="account_passkey_sign_in"),
    path("sign-in/council/", council_views.begin, name="account_council"),
    path("sign-in/council/back/", council_views.back, name="account_council_back"),
    path("sign-out/", allauth.logout, name="account_logout"),
    path("", views.account, name="account"),
    path("sessions/", session_views.sessions, name="account_sessions"),
    path("sessions/end/", session_views.end_others, name="account_sessions_end"),
    path("sessions/<int:number>/end/", session_views.end, name="account_session_end"),
    path("second-factor/", include(SECOND_FACTOR)),
    path("confirm/", confirm_views.confirm, name="account_confirm"),
    path("password/", allauth.password_change, name="account_change_password"),
    # allauth leads here whoever has no password yet, but signs in through the council.
    path(
        "password/set/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/sent/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
