"""Assembly as an app: it holds commands that need every room, and no tables."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
