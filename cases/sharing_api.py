"""The API of the sharing record: read only, for it is written by what lets something out."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import audit
from cases import sharing_serializers as shapes
from cases.api import BEFORE
from govuk.paging import key_in, key_of
from people import sharing_queries
from people.access import person_for
from people.sharing_access import sharing_for


@extend_schema_view(get=extend_schema(operation_id="sharings_list", parameters=[BEFORE]))
class Sharings(GenericAPIView[Any]):
    """What was shared about a person, latest first, a page at a time."""

    serializer_class = shapes.SharingPage
    pagination_class = None

    def get(self, request: Request, ref: str) -> Response:
        person = person_for(request.user, ref, to="view_sharing")
        audit.looked_at(person_id=person.pk, by=request.user, about=person)
        found, more = sharing_queries.page_of(
            sharing_queries.of_person(person.pk),
            before=key_in(request.query_params.get("before", "")),
        )
        following = key_of(found[-1].at, found[-1].pk) if more else None
        return Response(self.get_serializer({"results": found, "next": following}).data)


@extend_schema_view(get=extend_schema(operation_id="sharing_read"))
class OneSharing(GenericAPIView[Any]):
    """One sharing, with what came of it."""

    serializer_class = shapes.WholeSharing

    def get(self, request: Request, ref: str) -> Response:
        found = sharing_for(request.user, ref)
        audit.looked_at(person_id=found.person_id, by=request.user, about=found)
        whole = {"sharing": found, "outcomes": sharing_queries.outcomes_of(found)}
        return Response(self.get_serializer(whole).data)
