"""The notifications room."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from accounts import hooks
        from notifications.queries import unread_count

        hooks.UNREAD.append(unread_count)
