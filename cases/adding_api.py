"""Adding a person through the API: the same question about likely matches as on the page."""

from typing import Any

from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from accounts.submissions import serve_once
from people import adding, postcodes, rules


class PersonIn(serializers.Serializer[Any]):
    """A name is enough. `not_the_same`: references from a 409 that are somebody else. `number` is
    one by which another system knows them, and `number_kind` says which.
    """

    given_name = serializers.CharField(max_length=200)
    family_name = serializers.CharField(max_length=200, required=False, allow_blank=True)
    known_as = serializers.CharField(max_length=200, required=False, allow_blank=True)
    gender = serializers.ChoiceField(choices=list(rules.GENDERS.items()), required=False)
    date_of_birth = serializers.DateField(required=False, allow_null=True)
    estimated_age = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=130
    )
    home_address = serializers.CharField(max_length=500, required=False, allow_blank=True)
    home_postcode = serializers.CharField(max_length=20, required=False, allow_blank=True)
    number = serializers.CharField(max_length=60, required=False, allow_blank=True)
    number_kind = serializers.ChoiceField(
        choices=list(rules.IDENTIFIERS.items()), required=False, allow_blank=True
    )
    not_the_same = serializers.ListField(
        child=serializers.CharField(max_length=20), required=False, max_length=20
    )
    why = serializers.CharField(max_length=2000, required=False, allow_blank=True)

    def validate_home_postcode(self, typed: str) -> str:
        try:
            return postcodes.find(typed).postcode if typed.strip() else ""
        except postcodes.NoSuchPostcode as error:
            raise serializers.ValidationError(str(error)) from error

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        value = "".join(attrs.pop("number", "").split()).upper()
        kind = attrs.pop("number_kind", "")
        if bool(value) != bool(kind):
            raise serializers.ValidationError(
                {"number": "Give the number and whose it is, or neither"}
            )
        return attrs | {"number": adding.Number(kind, value) if value else None}


class Candidate(serializers.Serializer[Any]):
    """A record that may be the same person's, and why."""

    reference = serializers.CharField(source="person.reference")
    name = serializers.CharField(source="person.name")
    date_of_birth = serializers.DateField(source="person.date_of_birth", allow_null=True)
    reasons = serializers.ListField(child=serializers.CharField())


class Added(serializers.Serializer[Any]):
    reference = serializers.CharField()


class Candidates(serializers.Serializer[Any]):
    """Nothing was added. Send it again with these references in `not_the_same`, or use theirs."""

    detail = serializers.CharField()
    candidates = Candidate(many=True)


def add(request: Request, *, key: str, by: User) -> Response:
    """201 with the reference; 409 with the candidates, until `not_the_same` names them all."""
    sent = PersonIn(data=request.data)
    sent.is_valid(raise_exception=True)
    fields = dict(sent.validated_data)
    others, why = fields.pop("not_the_same", []), fields.pop("why", "")
    number = fields.pop("number")

    def work() -> dict[str, Any]:
        made = adding.add(by=by, fields=fields, number=number, not_the_same=others, why=why)
        return {"reference": made.reference}

    try:
        done = serve_once(user=by, token=key, act="person.add", payload=request.data, work=work)
    except adding.LooksLike as found:
        return _candidates(found)
    return Response(Added(done).data, status=status.HTTP_201_CREATED)


def _candidates(found: adding.LooksLike) -> Response:
    detail = "These records may be the same person. Nothing has been added."
    if found.restricted:
        detail = f"{adding.ASK} To add them all the same, put “restricted” into not_the_same."
    said = Candidates({"detail": detail, "candidates": found.matches})
    return Response(said.data, status=status.HTTP_409_CONFLICT)
