from django.apps import AppConfig


class GovukConfig(AppConfig):
    """The design system for our forms and pages. It has no tables."""

    name = "govuk"
    verbose_name = "Pages and forms"
