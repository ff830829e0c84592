"""Addresses of photos and documents."""

from django.urls import path

from cases import file_views, giving_views

app_name = "files"
urlpatterns = [
    path("people/<str:ref>/files/", file_views.of_person, name="list"),
    path("people/<str:ref>/files/add/", file_views.add, name="add"),
    path("files/<str:ref>/", file_views.file, name="file"),
    path("files/<str:ref>/small/", file_views.small, name="small"),
    path("files/<str:ref>/content/", file_views.content, name="content"),
    path("files/<str:ref>/remove/", file_views.remove, name="remove"),
    path("files/<str:ref>/give/", giving_views.file, name="give"),
]
