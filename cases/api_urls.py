"""Addresses of the API of people and episodes; the moves' come from their table."""

from django.urls import path

from cases import access_api, api, person_api
from cases.serializers import OF_MOVE

app_name = "episodes_api"
urlpatterns = [
    path("people/", api.People.as_view(), name="people"),
    path("people/<str:ref>/", person_api.OnePerson.as_view(), name="person"),
    path("people/<str:ref>/access/", access_api.PersonAccess.as_view(), name="access"),
    path("people/<str:ref>/emergency/", access_api.PersonEmergency.as_view(), name="emergency"),
    path(
        "people/<str:ref>/times-missing/",
        person_api.TimesMissing.as_view(),
        name="times_missing",
    ),
    path("reports/", api.Reports.as_view(), name="reports"),
    path("episodes/", api.Episodes.as_view(), name="list"),
    path("episodes/<str:ref>/", api.OneEpisode.as_view(), name="episode"),
    path("episodes/<str:ref>/log/", api.Log.as_view(), name="log"),
    *(
        path(f"episodes/<str:ref>/{move.replace('_', '-')}/", api.view_of(move), name=move)
        for move in OF_MOVE
    ),
]
