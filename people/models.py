"""People, where they live, who works with them, and who may see them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.history import tracked
from accounts.models import Organisation
from accounts.references import person_reference
from people import rules
from people.access_models import HIDDEN, Access, PersonGrant, PersonTeamGrant
from people.alike_models import AlikePair, ToCompare
from people.file_models import StoredFile
from people.guarded_models import EmergencyAccess, Named, Restriction
from people.hand_over_models import HandOver, HandOverLine
from people.name_models import NameWord, PersonName, compact
from people.placement_models import Placement, PlacementStep
from people.record_models import (
    Alert,
    Confirmation,
    CourtDate,
    Identifier,
    OtherName,
    Suggestion,
)
from people.same_models import Merge, SamePerson
from people.sharing_models import (
    KeptCopy,
    Sharing,
    SharingAgreement,
    SharingOutcome,
    SharingWithdrawal,
)
from people.status_models import CareStatus, LegalStatus
from people.tie_models import Allocation, Relationship

__all__ = [
    "Access",
    "Alert",
    "AlikePair",
    "Allocation",
    "CareStatus",
    "Confirmation",
    "CourtDate",
    "EmergencyAccess",
    "HandOver",
    "HandOverLine",
    "Identifier",
    "KeptCopy",
    "LegalStatus",
    "Merge",
    "NameWord",
    "OtherName",
    "Named",
    "Person",
    "PersonGrant",
    "PersonName",
    "PersonTeamGrant",
    "Placement",
    "PlacementStep",
    "Relationship",
    "SamePerson",
    "Restriction",
    "Sharing",
    "SharingAgreement",
    "SharingOutcome",
    "SharingWithdrawal",
    "StoredFile",
    "Suggestion",
    "ToCompare",
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
    # A child before birth, whose record a plan needs already.
    unborn = models.BooleanField(default=False)
    expected_on = models.DateField(null=True, blank=True)
    gender = models.CharField(
        max_length=20, choices=list(rules.GENDERS.items()), default="not_known"
    )
    ethnicity = models.CharField(max_length=100, blank=True)
    first_language = models.CharField(max_length=100, blank=True)
    interpreter_needed = models.BooleanField(null=True, blank=True)
    communication_needs = models.TextField(blank=True)
    responsible_authority = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    home_address = models.TextField(blank=True)
    home_postcode = models.CharField(max_length=10, blank=True)
    # Asked and not known: an answer, where an empty address is none.
    address_unknown = models.BooleanField(default=False)
    family_contact = models.TextField("one family contact", blank=True)
    family_contact_relation = models.CharField(max_length=100, blank=True)
    family_contact_phone = models.CharField(max_length=60, blank=True)
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
        permissions = [("see_name_of_person", "Can see the name of a person")]  # people/grants.py
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
            models.CheckConstraint(
                condition=Q(unborn=False, expected_on__isnull=True)
                | Q(unborn=True, date_of_birth__isnull=True, estimated_age__isnull=True),
                name="unborn_has_no_birthday",
            ),
            models.CheckConstraint(
                condition=Q(address_unknown=False) | Q(home_address="", home_postcode=""),
                name="unknown_address_is_empty",
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
        if self.unborn:
            return "unborn child"
        age = self.age_on(day)
        if age is None or age >= 18:
            return "person"
        return "young person" if age >= 16 else "child"


def _years(start: date, day: date) -> int:
    return day.year - start.year - ((day.month, day.day) < (start.month, start.day))
