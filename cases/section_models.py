"""One mechanism for long forms (way 11): profile, interview and minutes are pages of JSON.

An incomplete section is the draft. Its version number catches the second editor. The concrete
tables are in the rooms that own the parent; each adds its `parent`, unique with the key.
"""

from django.conf import settings
from django.db import models


class Section(models.Model):
    """One page of one long form."""

    key = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    completed_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # The open page that saved it last: its own autosave is not taken for another editor.
    saved_from = models.CharField(max_length=80, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"
