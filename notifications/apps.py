"""The notifications room."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from accounts import hooks
        from notifications.outbox import post_about_account
        from notifications.queries import unread_count

        hooks.UNREAD.append(unread_count)
        hooks.TELL.append(post_about_account)
