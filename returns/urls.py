"""Addresses of return home interviews."""

from django.urls import path

from returns import views

app_name = "returns"
urlpatterns = [
    path("interviews/", views.interview_list, name="list"),
    path("interviews/<str:ref>/", views.interview, name="interview"),
    path("interviews/<str:ref>/assign/", views.assign, name="assign"),
    path("interviews/<str:ref>/contacts/", views.contacts, name="contacts"),
    path("interviews/<str:ref>/decline/", views.decline, name="decline"),
    path("interviews/<str:ref>/finish/", views.finish, name="finish"),
    path("interviews/<str:ref>/analysis/", views.analysis, name="analysis"),
    path("interviews/<str:ref>/urgent/", views.disclosure, name="disclosure"),
    path("interviews/<str:ref>/<slug:key>/", views.section, name="section"),
]
