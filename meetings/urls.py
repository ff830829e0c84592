"""Addresses of meetings."""

from django.urls import path

from meetings import views

app_name = "meetings"
urlpatterns = [
    path("episodes/<str:ref>/meetings/new/", views.new, name="new"),
    path("episodes/<str:ref>/meetings/not-held/", views.not_convene, name="not_convene"),
    path("meetings/", views.meeting_list, name="list"),
    path("meetings/<str:ref>/", views.meeting, name="meeting"),
    path("meetings/<str:ref>/finalise/", views.finalise, name="finalise"),
    path("meetings/<str:ref>/cancel/", views.cancel, name="cancel"),
    path("meetings/<str:ref>/keep/", views.keep, name="keep"),
    path("meetings/<str:ref>/invitation.ics", views.calendar_file, name="invitation"),
    path("meetings/<str:ref>/<slug:key>/", views.section, name="section"),
]
