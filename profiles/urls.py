"""Addresses of the Missing Profile, below /people/<ref>/profile/."""

from django.urls import path

from profiles import views

app_name = "profiles"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("start/", views.start, name="start"),
    path("read/", views.read, name="read"),
    path("agree/", views.agree, name="agree"),
    path("likelihood/", views.likelihood, name="likelihood"),
    path("sent/", views.sent, name="sent"),
    path("versions/<int:number>/", views.version, name="version"),
    path("versions/<int:number>/changes/", views.changes, name="changes"),
    path("<slug:key>/", views.section, name="section"),
]
