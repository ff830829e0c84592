"""The laptop's mailbox. config/urls.py includes it in local mode only."""

from django.urls import path

from notifications import mailbox_views

app_name = "mailbox"
urlpatterns = [
    path("", mailbox_views.mailbox, name="list"),
    path("<uuid:name>/", mailbox_views.message, name="message"),
]
