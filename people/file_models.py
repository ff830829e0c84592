"""Photos and papers that somebody uploaded, kept in Postgres with everything else (way 15)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q

from accounts.references import file_reference
from people import file_rules as rules

DAY_IT_CAME = Func(
    F("at"),
    template="((%(expressions)s) at time zone 'Europe/London')::date",
    output_field=models.DateField(),
)
# The role that may write `content` may only take it away, and only together with who did and why.
ONLY_EVER_REMOVED = """
if old.removed_at is not null
    and (new.removed_at, new.removed_by_id, new.removed_why)
        is distinct from (old.removed_at, old.removed_by_id, old.removed_why)
    or new.content is not null and new.content is distinct from old.content
    or new.small is not null and new.small is distinct from old.small
then
    raise exception 'a stored file is never changed, only removed'
        using errcode = 'restrict_violation';
end if;
return new;
"""


class StoredFile(models.Model):
    """One photo or document, made anew when it came in. Removed: the content is gone, the row and
    its digest stay.
    """

    reference = models.CharField(max_length=12, unique=True, default=file_reference, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10, choices=list(rules.KINDS.items()))
    purpose = models.CharField(
        max_length=12, choices=[(key, one.label) for key, one in rules.PURPOSES.items()]
    )
    title = models.CharField(max_length=200)
    taken_on = models.DateField("date the photo was taken", null=True)
    media_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    pages = models.PositiveIntegerField(null=True)
    content = models.BinaryField(null=True)
    small = models.BinaryField("the photo as pages show it", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    removed_why = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "sha256"],
                condition=Q(removed_at__isnull=True),
                name="a_file_is_kept_once_a_person",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind="photo",
                    media_type="image/jpeg",
                    pages__isnull=True,
                    width__isnull=False,
                    width__gt=0,
                    height__isnull=False,
                    height__gt=0,
                )
                | Q(
                    kind="document",
                    media_type="application/pdf",
                    taken_on__isnull=True,
                    width__isnull=True,
                    height__isnull=True,
                    pages__isnull=False,
                    pages__gt=0,
                ),
                name="file_is_a_photo_or_a_document",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=list(rules.PURPOSES)), name="file_purpose_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="file_has_a_title"),
            models.CheckConstraint(
                condition=Q(size__gt=0, size__lte=rules.KEPT), name="file_is_within_its_size"
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="file_has_its_digest"
            ),
            models.CheckConstraint(
                condition=Q(taken_on__isnull=True) | Q(taken_on__lte=DAY_IT_CAME),
                name="photo_was_taken_before_it_came",
            ),
            models.CheckConstraint(
                condition=Q(
                    removed_at__isnull=True,
                    removed_by__isnull=True,
                    removed_why="",
                    content__isnull=False,
                )
                | Q(
                    ~Q(removed_why=""),
                    removed_at__isnull=False,
                    removed_by__isnull=False,
                    content__isnull=True,
                    small__isnull=True,
                ),
                name="file_is_there_or_removed_by_somebody_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["person", "-at", "-id"], name="files_of_a_person")]
        triggers = [
            pgtrigger.Trigger(
                name="only_ever_removed",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=ONLY_EVER_REMOVED,
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_photo(self) -> bool:
        return self.kind == "photo"

    @property
    def small_size(self) -> tuple[int, int]:
        """Width and height at which a page shows the photo, in pixels, before it has loaded."""
        width, height = self.width or 1, self.height or 1
        longest = max(width, height)
        shown = rules.SHOWN_SIDE
        return max(1, width * shown // longest), max(1, height * shown // longest)

    @property
    def download_name(self) -> str:
        """What it is and its reference, never a name: a downloads folder is anybody's to read."""
        return f"{self.kind}-{self.reference}.{rules.ENDINGS[self.kind]}"
