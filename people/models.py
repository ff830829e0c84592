"""People, where they live, who works with them, and who may see them."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Upper

from accounts.history import tracked
from accounts.models import Organisation, Team
from accounts.references import person_reference
from people import rules
from people.access_models import HIDDEN, Access, PersonGrant, PersonTeamGrant
from people.file_models import StoredFile
from people.hand_over_models import HandOver, HandOverLine
from people.name_models import NameWord, PersonName, compact
from people.sharing_models import (
    KeptCopy,
    Sharing,
    SharingAgreement,
    SharingOutcome,
    SharingWithdrawal,
)
from people.status_models import CareStatus, LegalStatus

__all__ = [
    "Access",
    "Allocation",
    "HandOver",
    "HandOverLine",
    "CareStatus",
    "Identifier",
    "KeptCopy",
    "LegalStatus",
    "NameWord",
    "Person",
    "PersonGrant",
    "PersonName",
    "PersonTeamGrant",
    "Placement",
    "Relationship",
    "Sharing",
    "SharingAgreement",
    "SharingOutcome",
    "SharingWithdrawal",
    "StoredFile",
]


@tracked()
class Person(models.Model):
    """Who may go missing. Unknown until tonight is enough: a name, a gender and a rough age."""

    reference = models.CharField(
        max_length=12, unique=True, default=person_reference, editable=False
    )
    given_name = models.CharField(max_length=200)
    family_name = models.CharField(max_length=200, blank=True)
    known_as = models.CharField(max_length=200, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    # Where the date of birth is not known: how old they were thought to be, and on which day.
    estimated_age = models.PositiveSmallIntegerField(null=True, blank=True)
    estimated_on = models.DateField(null=True, blank=True)
    gender = models.CharField(
        max_length=20, choices=list(rules.GENDERS.items()), default="not_known"
    )
    ethnicity = models.CharField(max_length=100, blank=True)
    first_language = models.CharField(max_length=100, blank=True)
    communication_needs = models.TextField(blank=True)
    responsible_authority = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    home_address = models.TextField(blank=True)
    home_postcode = models.CharField(max_length=10, blank=True)
    family_contact = models.TextField("one family contact", blank=True)
    restricted = models.BooleanField(default=False)
    # Found to be somebody who is here under another record: everything moved to that one, and this
    # row stays as its trace (people/merging.py). Always the record that stands, never a chain.
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="merged_from",
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["family_name", "given_name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(given_name=""), name="person_has_a_name"),
            models.CheckConstraint(
                condition=Q(date_of_birth__isnull=True) | Q(date_of_birth__gte=date(1900, 1, 1)),
                name="person_born_since_1900",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("pk")), name="not_merged_into_oneself"
            ),
            models.CheckConstraint(
                condition=Q(estimated_age__isnull=True, estimated_on__isnull=True)
                | Q(
                    estimated_age__isnull=False,
                    estimated_age__lte=130,
                    estimated_on__isnull=False,
                    date_of_birth__isnull=True,
                ),
                name="estimate_has_its_day_and_no_birthday",
            ),
        ]
        indexes = [
            models.Index(
                fields=["merged_into"],
                name="people_merged_away",
                condition=Q(merged_into__isnull=False),
            ),
            models.Index(fields=["family_name", "given_name", "id"], name="people_in_order"),
            models.Index(fields=["id"], name="people_hidden", condition=HIDDEN),
            models.Index(fields=["date_of_birth"], name="people_born_on"),
            models.Index(
                compact("home_postcode"), name="people_at_postcode", condition=~Q(home_postcode="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        called = f"{self.given_name} {self.family_name}".strip()
        return f"{called} (known as {self.known_as})" if self.known_as else called

    def age_on(self, day: date) -> int | None:
        """Whole years on that day; where the birthday is not known, the age they were thought to
        be, risen by the whole years since.
        """
        if self.date_of_birth:
            return _years(self.date_of_birth, day)
        if self.estimated_age is None or self.estimated_on is None:
            return None
        return max(0, self.estimated_age + _years(self.estimated_on, day))

    def noun_on(self, day: date) -> str:
        """What the screen calls them: child, young person (16 and 17) or person."""
        age = self.age_on(day)
        if age is None or age >= 18:
            return "person"
        return "young person" if age >= 16 else "child"


def _years(start: date, day: date) -> int:
    return day.year - start.year - ((day.month, day.day) < (start.month, start.day))


@tracked()
class Identifier(models.Model):
    """A number by which another system knows this person."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=20, choices=list(rules.IDENTIFIERS.items()))
    value = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="identifier_names_one_person")
        ]
        indexes = [models.Index(Upper("value"), name="identifier_in_capitals")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"


@tracked()
class Placement(models.Model):
    """Where a child is placed, from one day to another. Never two at once."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="placements")
    kind = models.CharField(max_length=20, choices=list(rules.PLACEMENT_KINDS.items()))
    home = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="placements"
    )
    carer = models.CharField(max_length=200, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            ExclusionConstraint(
                name="one_placement_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    # The day of a move belongs to both homes, so the end day itself is left out.
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="placement_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(compact("postcode"), name="placed_at_postcode", condition=~Q(postcode=""))
        ]

    def __str__(self) -> str:
        return self.home.name if self.home else (self.carer or self.get_kind_display())


@tracked()
class Allocation(models.Model):
    """Who works with this person, in which part, from when to when."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="allocations")
    role = models.CharField(max_length=30, choices=list(rules.ALLOCATION_ROLES.items()))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="allocations")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["role", "-starts_on"]
        constraints = [
            ExclusionConstraint(
                name="one_of_each_part_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="allocation_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["user", "role"], name="allocation_by_user")]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.user}"


@tracked()
class Relationship(models.Model):
    """`person` has `other` as `kind`. Kept both ways, so each side reads alike."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="relationships")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=list(rules.RELATIONSHIPS.items()))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "other"], name="related_once"),
            models.CheckConstraint(condition=~Q(person=F("other")), name="not_related_to_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.other}: {self.get_kind_display()}"
