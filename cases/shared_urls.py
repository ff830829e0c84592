"""Addresses of what other organisations are shown."""

from django.urls import path

from cases import shared_views

app_name = "shared"
urlpatterns = [
    path("shared-with-you/", shared_views.everything, name="list"),
    path("shared-with-you/<str:ref>/", shared_views.one, name="one"),
    path("shared-with-you/<str:ref>/copy/", shared_views.copy, name="copy"),
]
