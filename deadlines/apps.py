"""The deadlines room."""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "deadlines"
