"""Every address of the product, room by room."""

from django.urls import URLPattern, URLResolver, include, path

handler403 = "govuk.views.refused"
handler404 = "govuk.views.not_found"
handler500 = "govuk.views.failed"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("govuk.urls")),
]
