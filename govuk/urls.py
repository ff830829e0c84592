"""Pages that need no signing in, and the sign of life of a page that is open."""

from django.urls import path

from govuk import views

app_name = "govuk"
urlpatterns = [
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("help/", views.help_page, name="help"),
    path("still-here/", views.still_here, name="still_here"),
]
