"""Shapes of one person's record in the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.history_rules import History
from cases.serializers import choice
from people import rules

Of = serializers.Serializer[Any]


class NameOut(Of):
    kind = choice(rules.OTHER_NAMES)
    written = serializers.CharField()


class IdentifierOut(Of):
    kind = choice(rules.IDENTIFIERS)
    value = serializers.CharField()


class CareOut(Of):
    status = choice(rules.SOCIAL_CARE_STATUS)
    category = choice(rules.PROTECTION_CATEGORIES, allow_blank=True)
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)


class LegalOut(Of):
    status = choice(rules.LEGAL_STATUS)
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)


class AlertOut(Of):
    kind = choice(rules.ALERTS)
    text = serializers.CharField()
    starts_on = serializers.DateField()


class CourtDateOut(Of):
    day = serializers.DateField()
    what = serializers.CharField()
    court = serializers.CharField()
    outcome = serializers.CharField()


class PlacementOut(Of):
    """`miles` is from the council's area; `far` says more than 20, null where not known."""

    kind = choice(rules.PLACEMENT_KINDS)
    where = serializers.CharField(source="__str__")
    address = serializers.CharField()
    postcode = serializers.CharField(source="where")
    host_authority = serializers.CharField(source="host.name", default=None, allow_null=True)
    area_code = serializers.CharField()
    miles = serializers.DecimalField(max_digits=5, decimal_places=1, allow_null=True)
    far = serializers.BooleanField(source="is_far", allow_null=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)


class AllocationOut(Of):
    role = choice(rules.ALLOCATION_ROLES)
    name = serializers.CharField(source="user.name")
    email = serializers.CharField(source="user.email")
    phone = serializers.CharField(source="user.phone")
    team = serializers.CharField(source="team.name", default=None, allow_null=True)
    starts_on = serializers.DateField()


class RelationOut(Of):
    reference = serializers.CharField(source="other.reference")
    name = serializers.CharField(source="other.name")
    kind = choice(rules.RELATIONSHIPS)


class FreshOut(Of):
    fact = choice(rules.FACTS)
    at = serializers.DateTimeField(allow_null=True)
    by = serializers.CharField()
    old = serializers.BooleanField(help_text="Nobody has confirmed it for half a year")


class RecordOut(Of):
    """Everything of one person's record. Relatives are those whom you may see."""

    reference = serializers.CharField(source="person.reference")
    version = serializers.IntegerField(source="person.version")
    given_name = serializers.CharField(source="person.given_name")
    family_name = serializers.CharField(source="person.family_name")
    known_as = serializers.CharField(source="person.known_as")
    other_names = NameOut(source="names", many=True)
    date_of_birth = serializers.DateField(source="person.date_of_birth", allow_null=True)
    estimated_age = serializers.IntegerField(source="person.estimated_age", allow_null=True)
    estimated_on = serializers.DateField(source="person.estimated_on", allow_null=True)
    age = serializers.IntegerField(allow_null=True)
    unborn = serializers.BooleanField(source="person.unborn")
    expected_on = serializers.DateField(source="person.expected_on", allow_null=True)
    gender = choice(rules.GENDERS, source="person.gender")
    ethnicity = serializers.CharField(source="person.ethnicity")
    first_language = serializers.CharField(source="person.first_language")
    interpreter_needed = serializers.BooleanField(
        source="person.interpreter_needed", allow_null=True
    )
    communication_needs = serializers.CharField(source="person.communication_needs")
    responsible_authority = serializers.CharField(source="person.responsible_authority.name")
    home_address = serializers.CharField(source="person.home_address")
    home_postcode = serializers.CharField(source="person.home_postcode")
    address_unknown = serializers.BooleanField(source="person.address_unknown")
    family_contact = serializers.CharField(source="person.family_contact")
    family_contact_relation = serializers.CharField(source="person.family_contact_relation")
    family_contact_phone = serializers.CharField(source="person.family_contact_phone")
    identifiers = IdentifierOut(many=True)
    care_status = CareOut(source="care")
    legal_status = LegalOut(source="legal")
    alerts = AlertOut(many=True)
    court_dates = CourtDateOut(many=True)
    placements = PlacementOut(many=True)
    allocations = AllocationOut(source="workers", many=True)
    relatives = RelationOut(source="relations", many=True)
    confirmed = FreshOut(many=True)


class RecordIn(Of):
    """What to change. `version` is the one you read; leave out what stays as it is."""

    version = serializers.IntegerField()
    given_name = serializers.CharField(required=False, max_length=200)
    family_name = serializers.CharField(required=False, allow_blank=True, max_length=200)
    known_as = serializers.CharField(required=False, allow_blank=True, max_length=200)
    date_of_birth = serializers.DateField(required=False, allow_null=True)
    estimated_age = serializers.IntegerField(required=False, allow_null=True)
    unborn = serializers.BooleanField(required=False)
    expected_on = serializers.DateField(required=False, allow_null=True)
    gender = choice(rules.GENDERS, required=False)
    ethnicity = serializers.CharField(required=False, allow_blank=True, max_length=100)
    first_language = serializers.CharField(required=False, allow_blank=True, max_length=100)
    interpreter_needed = serializers.BooleanField(required=False, allow_null=True)
    communication_needs = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    home_address = serializers.CharField(required=False, allow_blank=True, max_length=500)
    home_postcode = serializers.CharField(required=False, allow_blank=True, max_length=10)
    address_unknown = serializers.BooleanField(required=False)
    family_contact = serializers.CharField(required=False, allow_blank=True, max_length=200)
    family_contact_relation = serializers.CharField(
        required=False, allow_blank=True, max_length=100
    )
    family_contact_phone = serializers.CharField(required=False, allow_blank=True, max_length=60)


class BothOut(Of):
    """Somebody else saved the same thing first: how the record stands now."""

    detail = serializers.CharField()
    theirs = RecordOut()


class Counted(Of):
    """A place, companion, weekday or time of day, and how often."""

    text = serializers.CharField()
    times = serializers.IntegerField()


class HistoryOut(Of):
    """Counts are of episodes that were ever missing, by their true start; lengths in seconds."""

    missing = serializers.IntegerField()
    absent_only = serializers.IntegerField()
    in_30_days = serializers.IntegerField()
    in_90_days = serializers.IntegerField()
    in_12_months = serializers.IntegerField()
    flags = serializers.ListField(child=serializers.CharField())
    total_seconds = serializers.SerializerMethodField()
    longest_seconds = serializers.SerializerMethodField()
    longest_episode = serializers.SerializerMethodField()
    approximate_starts = serializers.IntegerField(source="approximate")
    arrested = serializers.IntegerField()
    harmed = serializers.IntegerField()
    places = serializers.SerializerMethodField()
    companions = serializers.SerializerMethodField()
    weekdays = serializers.SerializerMethodField()
    times_of_day = serializers.SerializerMethodField()

    def get_total_seconds(self, history: History) -> int:
        return int(history.total.total_seconds())

    def get_longest_seconds(self, history: History) -> int:
        return int(history.longest_for.total_seconds())

    def get_longest_episode(self, history: History) -> str:
        return history.longest.reference if history.longest else ""

    @extend_schema_field(Counted(many=True))
    def get_places(self, history: History) -> list[dict[str, Any]]:
        return counted(history.places)

    @extend_schema_field(Counted(many=True))
    def get_companions(self, history: History) -> list[dict[str, Any]]:
        return counted(history.companions)

    @extend_schema_field(Counted(many=True))
    def get_weekdays(self, history: History) -> list[dict[str, Any]]:
        return counted(history.weekdays)

    @extend_schema_field(Counted(many=True))
    def get_times_of_day(self, history: History) -> list[dict[str, Any]]:
        return counted(history.times)


def counted(pairs: list[tuple[str, int]]) -> list[dict[str, Any]]:
    return [{"text": text, "times": number} for text, number in pairs]
