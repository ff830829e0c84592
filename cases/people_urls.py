"""Addresses of the list of people; a person's own record shows episodes, so it is in cases."""

from django.urls import path

from cases import adding_views, duplicate_views, person_views, suggesting_views

app_name = "people"
urlpatterns = [
    path("", person_views.people, name="list"),
    path("add/", adding_views.add, name="add"),
    path("suggest/", suggesting_views.suggest, name="suggest"),
    path("duplicates/", duplicate_views.duplicates, name="duplicates"),
    path("duplicates/<str:ref>/<str:other>/", duplicate_views.duplicate, name="duplicate"),
]
