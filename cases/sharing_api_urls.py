"""Addresses of the API of the sharing record and of stored files."""

from django.urls import path

from cases import file_api, sharing_api

app_name = "sharing_api"
urlpatterns = [
    path("people/<str:ref>/sharings/", sharing_api.Sharings.as_view(), name="sharings"),
    path("sharings/<str:ref>/", sharing_api.OneSharing.as_view(), name="sharing"),
    path("people/<str:ref>/files/", file_api.Files.as_view(), name="files"),
    path("files/<str:ref>/", file_api.OneFile.as_view(), name="file"),
    path("files/<str:ref>/content/", file_api.FileContent.as_view(), name="content"),
]
