"""Addresses of what is a user's own: the tray and the notices."""

from django.urls import path

from cases import tray_views

app_name = "work"
urlpatterns = [
    path("", tray_views.tray, name="tray"),
    path("notices/", tray_views.notices, name="notices"),
    path("notices/<int:number>/", tray_views.read, name="notice"),
]
