"""Shapes of the API of who may see a record, and of what those see who know the name alone."""

from typing import Any

from rest_framework import serializers


class NameOnlyOut(serializers.Serializer[Any]):
    """A person to whom only the name is open, with whom to call."""

    reference = serializers.CharField()
    name = serializers.CharField()
    age = serializers.IntegerField(allow_null=True)
    placed = serializers.CharField()
    placed_address = serializers.CharField()
    authority = serializers.CharField()
    worker = serializers.CharField()
    worker_phone = serializers.CharField()
    office = serializers.CharField()
    out_of_hours = serializers.CharField()
    now = serializers.CharField(help_text="The status of an open episode; empty without one")
    since = serializers.DateTimeField(allow_null=True)


class ReasonOut(serializers.Serializer[Any]):
    """One reason for which somebody sees the record now."""

    who = serializers.CharField()
    why = serializers.CharField()
    level = serializers.CharField()
    since = serializers.DateTimeField(allow_null=True)
    until = serializers.DateTimeField(allow_null=True)
    members = serializers.ListField(
        child=serializers.CharField(), help_text="Of a team, an organisation or a role"
    )


class EmergencyOut(serializers.Serializer[Any]):
    """One use of emergency access."""

    reference = serializers.CharField()
    by = serializers.CharField(source="user.name")
    reason = serializers.CharField()
    begun_at = serializers.DateTimeField()
    until = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.CharField()


class LookOut(serializers.Serializer[Any]):
    """Somebody looked at the record."""

    by = serializers.CharField(source="by_name")
    at = serializers.DateTimeField()
    what = serializers.CharField(source="about_ref")


class AccessOut(serializers.Serializer[Any]):
    """Who can see the record, why, until when; and who has looked, latest first."""

    person = serializers.CharField()
    restricted = serializers.BooleanField()
    reasons = ReasonOut(many=True)
    emergencies = EmergencyOut(many=True)
    looks = LookOut(many=True)
    next = serializers.IntegerField(
        allow_null=True, help_text="Send as `before` for those who looked earlier"
    )


class EmergencyIn(serializers.Serializer[Any]):
    reason = serializers.CharField(help_text="What has happened, and why it cannot wait")
