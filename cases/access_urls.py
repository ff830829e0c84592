"""Addresses of who may see a record: access, restriction, emergency access."""

from django.urls import path

from cases import access_views as access
from cases import emergency_views as emergency
from cases import restrict_views as restrict

PATHS = [
    path("people/<str:ref>/access/", access.access, name="access"),
    path("people/<str:ref>/access/give/", access.whom, name="grant_whom"),
    path("people/<str:ref>/access/give/<slug:kind>/<int:number>/", access.give, name="grant"),
    path("people/<str:ref>/access/<int:number>/end/", access.end, name="grant_end"),
    path("people/<str:ref>/restrict/", restrict.restrict, name="restrict"),
    path("people/<str:ref>/restrict/lift/", restrict.lift, name="lift"),
    path("people/<str:ref>/pass-on/", restrict.pass_on, name="pass_on"),
    path("people/<str:ref>/emergency/", emergency.ask, name="emergency_ask"),
    path("emergency-access/", emergency.every, name="emergencies"),
    path("emergency-access/<str:ref>/", emergency.one, name="emergency"),
    path("emergency-access/<str:ref>/end/", emergency.end, name="emergency_end"),
    path("emergency-access/<str:ref>/review/", emergency.review, name="emergency_review"),
]
