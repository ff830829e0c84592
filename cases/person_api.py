"""The API of one person's record: read whole, and its own facts changed (way 17)."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import (
    PolymorphicProxySerializer,
    extend_schema,
    extend_schema_view,
)
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.clock import now
from accounts.errors import Conflict
from cases import missing_history
from cases.access_serializers import NameOnlyOut
from cases.api import KEY, once
from cases.by_name import facts_by_name
from cases.person_record import facts_of
from cases.person_serializers import BothOut, HistoryOut, RecordIn, RecordOut
from people import detail_services, record_queries
from people.access import person_for
from people.models import Person


def whole(row: Person, request: Request) -> dict[str, Any]:
    """Everything that the answer holds; only placements that stand, as on the page."""
    facts = facts_of(row, user=request.user, now=now())
    return {
        **facts,
        "person": row,
        "placements": [one for one in record_queries.placements_of(row.pk) if not one.mistake],
        "court_dates": record_queries.court_dates_of(row.pk),
        "confirmed": [
            {"fact": fact, "at": last.at, "by": last.by, "old": last.old}
            for fact, last in facts["fresh"].items()
        ],
    }


@extend_schema_view(
    get=extend_schema(
        operation_id="person_read",
        responses={
            200: PolymorphicProxySerializer(
                "PersonRead", serializers=[RecordOut, NameOnlyOut], resource_type_field_name=None
            )
        },
    ),
    patch=extend_schema(
        operation_id="person_change", request=RecordIn, parameters=[KEY],
        responses={200: RecordOut, 409: BothOut},
    ),
)  # fmt: skip
class OnePerson(GenericAPIView[Any]):
    """One person's record. Placements, workers, statuses and alerts are changed on the pages.

    To who may know the name alone (the authority in whose area a child is placed) a short answer.
    """

    serializer_class = RecordOut

    def get(self, request: Request, ref: str) -> Response:
        try:
            row = person_for(request.user, ref)
        except Http404:
            known = person_for(request.user, ref, level="name")
            return Response(NameOnlyOut(facts_by_name(known, now=now())).data)
        return Response(self.get_serializer(whole(row, request)).data)

    def patch(self, request: Request, ref: str) -> Response:
        row = person_for(request.user, ref, to="edit_person")
        sent = RecordIn(data=request.data)
        sent.is_valid(raise_exception=True)
        changes = dict(sent.validated_data)
        version = changes.pop("version")

        def work() -> dict[str, Any]:
            detail_services.change(person=row, version=version, by=request.user, **changes)
            return {"person": row.reference}

        try:
            once(request, act=f"person.change {row.reference}", work=work)
        except Conflict as conflict:
            theirs = RecordOut(whole(conflict.theirs, request)).data
            return Response(
                {"detail": conflict.reason, "theirs": theirs}, status=status.HTTP_409_CONFLICT
            )
        fresh = person_for(request.user, row.reference)
        return Response(RecordOut(whole(fresh, request)).data)


@extend_schema_view(get=extend_schema(operation_id="person_times_missing"))
class TimesMissing(GenericAPIView[Any]):
    """How often somebody has been missing, how long, where they were found, and when they go."""

    serializer_class = HistoryOut

    def get(self, request: Request, ref: str) -> Response:
        row = person_for(request.user, ref)
        return Response(self.get_serializer(missing_history.read(row.pk, now=now())).data)
