"""Addresses of the audit trail."""

from django.urls import path

from accounts import audit_views

app_name = "audit"
urlpatterns = [
    path("", audit_views.trail, name="list"),
    path("export/", audit_views.export, name="export"),
    path("export/<int:number>/", audit_views.file, name="file"),
]
