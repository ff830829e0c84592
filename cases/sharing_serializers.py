"""Shapes of the API for the sharing record and for stored files."""

from typing import Any

from rest_framework import serializers

from people import file_rules, sharing_rules


class OutcomeOut(serializers.Serializer[Any]):
    text = serializers.CharField()
    at = serializers.DateTimeField()
    by = serializers.CharField(source="by.name")


class SharingOut(serializers.Serializer[Any]):
    """One sharing: what went to whom, why, on what basis. Times are in UTC."""

    reference = serializers.CharField()
    person = serializers.CharField(source="person.reference")
    kind = serializers.ChoiceField(choices=list(sharing_rules.WAYS.items()))
    what = serializers.CharField()
    to_whom = serializers.CharField()
    to_organisation = serializers.CharField(source="to_organisation.name", allow_null=True)
    why = serializers.CharField()
    basis = serializers.CharField()
    condition = serializers.CharField()
    agreement = serializers.CharField()
    consent = serializers.ChoiceField(choices=list(sharing_rules.CONSENT.items()))
    consent_why = serializers.CharField()
    source = serializers.CharField()
    at = serializers.DateTimeField()
    by = serializers.CharField(source="by.name")
    shown_until = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(source="withdrawal.at", default=None)
    copy_sha256 = serializers.CharField(source="copy.sha256", default=None)


class WholeSharing(serializers.Serializer[Any]):
    """A sharing with what came of it."""

    sharing = SharingOut()
    outcomes = OutcomeOut(many=True)


class SharingPage(serializers.Serializer[Any]):
    """`next` is what to send as `before` for the page after this one; null on the last."""

    results = SharingOut(many=True)
    next = serializers.CharField(allow_null=True)


class FileOut(serializers.Serializer[Any]):
    """A photo or document without its content."""

    reference = serializers.CharField()
    person = serializers.CharField(source="person.reference")
    kind = serializers.ChoiceField(choices=list(file_rules.KINDS.items()))
    purpose = serializers.CharField()
    title = serializers.CharField()
    taken_on = serializers.DateField(allow_null=True)
    media_type = serializers.CharField()
    sha256 = serializers.CharField()
    size = serializers.IntegerField()
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)
    pages = serializers.IntegerField(allow_null=True)
    at = serializers.DateTimeField()
    by = serializers.CharField(source="by.name")
    removed_at = serializers.DateTimeField(allow_null=True)


class FilePage(serializers.Serializer[Any]):
    """`next` is what to send as `before` for the page after this one; null on the last."""

    results = FileOut(many=True)
    next = serializers.CharField(allow_null=True)


class FileIn(serializers.Serializer[Any]):
    """One upload, as multipart. What is kept is made anew from it."""

    file = serializers.FileField(allow_empty_file=True, use_url=False)
    purpose = serializers.ChoiceField(
        choices=[(key, one.label) for key, one in file_rules.PURPOSES.items()]
    )
    taken_on = serializers.DateField(required=False, allow_null=True, default=None)
    name = serializers.CharField(
        required=False, allow_blank=True, max_length=200, default="", help_text="Its title"
    )
