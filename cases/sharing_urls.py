"""Addresses of the sharing record: a person's, one sharing's, and the whole council's."""

from django.urls import path

from cases import sharing_views

app_name = "sharing"
urlpatterns = [
    path("people/<str:ref>/sharing/", sharing_views.of_person, name="list"),
    path("people/<str:ref>/sharing/add/", sharing_views.add, name="add"),
    path("sharing/", sharing_views.everybody, name="everybody"),
    path("sharing/<str:ref>/", sharing_views.one, name="one"),
    path("sharing/<str:ref>/reasons/", sharing_views.reasons, name="reasons"),
    path("sharing/<str:ref>/outcome/", sharing_views.outcome, name="outcome"),
    path("sharing/<str:ref>/withdraw/", sharing_views.withdraw, name="withdraw"),
    path("sharing/<str:ref>/copy/", sharing_views.copy, name="copy"),
]
