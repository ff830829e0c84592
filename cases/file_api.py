"""The API of photos and documents: the same checks, rights and audit as the pages."""

import hashlib
from typing import Any

from django.http import Http404, HttpResponse
from drf_spectacular.utils import OpenApiTypes, extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import audit
from accounts.errors import Invalid
from accounts.submissions import serve_once
from accounts.uploads import too_large
from cases import sharing_serializers as shapes
from cases.api import BEFORE, KEY, key_of_request
from cases.file_views import served
from govuk.paging import key_in, key_of
from people import file_queries, file_rules, files
from people.access import person_for
from people.file_access import file_for


@extend_schema_view(
    get=extend_schema(
        operation_id="files_list", parameters=[BEFORE], responses={200: shapes.FilePage}
    ),
    post=extend_schema(
        operation_id="file_add", parameters=[KEY], request={"multipart/form-data": shapes.FileIn},
        responses={201: shapes.FileOut},
    ),
)  # fmt: skip
class Files(GenericAPIView[Any]):
    """A person's photos and documents, latest first; and adding one."""

    serializer_class = shapes.FileIn
    parser_classes = [MultiPartParser]
    pagination_class = None

    def get(self, request: Request, ref: str) -> Response:
        person = person_for(request.user, ref)
        audit.looked_at(person_id=person.pk, by=request.user, about=person)
        before = key_in(request.query_params.get("before", ""))
        found, more = file_queries.page_of(person.pk, before=before)
        following = key_of(found[-1].at, found[-1].pk) if more else None
        return Response(shapes.FilePage({"results": found, "next": following}).data)

    def post(self, request: Request, ref: str) -> Response:
        person = person_for(request.user, ref, to="add_file", follow=True)
        sent = self.get_serializer(data=request.data)
        if too_large(request._request):
            raise Invalid({"file": file_rules.TOO_LARGE})
        sent.is_valid(raise_exception=True)
        asked = dict(sent.validated_data)
        content = asked.pop("file").read()
        kind = files.check(purpose=asked["purpose"], taken_on=asked["taken_on"])
        clean = files.made_anew(content, kind=kind)

        def work() -> dict[str, Any]:
            locked = person_for(request.user, person.reference, to="add_file", lock=True)
            return {
                "ref": files.put(person=locked, clean=clean, by=request.user, **asked).reference
            }

        kept = serve_once(
            user=request.user,
            token=key_of_request(request),
            act="file.keep",
            payload=[person.reference, asked, hashlib.sha256(content).hexdigest()],
            work=work,
        )
        made = file_for(request.user, kept["ref"])
        return Response(shapes.FileOut(made).data, status=status.HTTP_201_CREATED)


@extend_schema_view(get=extend_schema(operation_id="file_read"))
class OneFile(GenericAPIView[Any]):
    """What one file is; its content has an address of its own."""

    serializer_class = shapes.FileOut

    def get(self, request: Request, ref: str) -> Response:
        found = file_for(request.user, ref)
        audit.looked_at(person_id=found.person_id, by=request.user, about=found)
        return Response(self.get_serializer(found).data)


class FileContent(APIView):
    """The file itself, as a JPEG or a PDF. Every download is on record."""

    @extend_schema(
        operation_id="file_content",
        responses={
            (200, "image/jpeg"): OpenApiTypes.BINARY,
            (200, "application/pdf"): OpenApiTypes.BINARY,
        },
    )
    def get(self, request: Request, ref: str) -> HttpResponse:
        found = file_for(request.user, ref)
        content = file_queries.content_of(found)
        if content is None:
            raise Http404("Removed")
        files.record_given(file=found, by=request.user)
        return served(found, content)
