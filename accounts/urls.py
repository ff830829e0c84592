"""Signing in and out, passwords, one's own account. Of allauth's pages those we have worded."""

from allauth.account import views as allauth
from django.urls import path, re_path

from accounts import confirm_views, views

urlpatterns = [
    path("sign-in/", allauth.login, name="account_login"),
    path("sign-out/", allauth.logout, name="account_logout"),
    path("", views.account, name="account"),
    path("confirm/", confirm_views.confirm, name="account_confirm"),
    path("password/", allauth.password_change, name="account_change_password"),
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
