"""A user's own named filters of the board and the list."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from cases.list_rules import PAGES


class SavedView(models.Model):
    """Filters that a user has given a name, for one of the lists; one of them may be how the list
    opens. Nobody else's, and nobody's record: removed for good when its owner says so.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    page = models.CharField(max_length=10, choices=list(PAGES.items()))
    name = models.CharField(max_length=60)
    filters = models.JSONField(default=dict)
    is_default = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["page", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                "user", "page", Lower("name"), name="saved_view_name_once_a_list"
            ),
            models.UniqueConstraint(
                fields=["user", "page"],
                condition=Q(is_default=True),
                name="one_default_view_a_list",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_a_name"),
            models.CheckConstraint(condition=Q(page__in=list(PAGES)), name="saved_view_list_known"),
        ]

    def __str__(self) -> str:
        return self.name
