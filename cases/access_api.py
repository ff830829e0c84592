"""The API of who may see a record: the page of access, and emergency access (way 17)."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from cases.access_serializers import AccessOut, EmergencyIn, EmergencyOut
from cases.api import KEY, once
from cases.history_queries import looks_at
from govuk.typed import whole_number
from people import emergency
from people.access import person_for_oversight
from people.who_sees import reasons_for

BEFORE = OpenApiParameter("before", int, description="`next` of the answer before")


@extend_schema_view(get=extend_schema(operation_id="person_access", parameters=[BEFORE]))
class PersonAccess(GenericAPIView[Any]):
    """Who can see this record now, why and until when; and who has looked, latest first."""

    serializer_class = AccessOut

    def get(self, request: Request, ref: str) -> Response:
        person = person_for_oversight(request.user, ref)
        before = whole_number(request.query_params.get("before", ""))
        looks, more = looks_at(person.pk, before_id=before)
        shown = {
            "person": person.reference,
            "restricted": person.restricted,
            "reasons": reasons_for(person),
            "emergencies": emergency.of_person(person.pk),
            "looks": looks,
            "next": more,
        }
        return Response(self.get_serializer(shown).data)


@extend_schema_view(
    post=extend_schema(
        operation_id="person_emergency", parameters=[KEY], responses={201: EmergencyOut}
    )
)
class PersonEmergency(GenericAPIView[Any]):
    """Use emergency access: the record is open to you for some hours, and others are told now."""

    serializer_class = EmergencyIn

    def post(self, request: Request, ref: str) -> Response:
        emergency.person_to_open(request.user, ref)
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)

        def work() -> dict[str, Any]:
            row = emergency.begin(ref=ref, by=request.user, **sent.validated_data)
            return {"emergency": row.reference}

        done = once(request, act=f"emergency {ref}", work=work)
        row = emergency.emergency_for(request.user, done["emergency"])
        return Response(EmergencyOut(row).data, status=status.HTTP_201_CREATED)
