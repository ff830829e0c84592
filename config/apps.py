"""The assembly as an app of its own, so that its checks and commands are found."""

from importlib import import_module

from django.apps import AppConfig


class AssemblyConfig(AppConfig):
    name = "config"
    verbose_name = "Homeward"

    def ready(self) -> None:
        import_module("config.checks")  # being imported registers them
