"""The API of episodes: the same policy, services and moves as the pages (way 17).

Every POST takes an `Idempotency-Key`: sent again with the same key and words, it answers what it
answered the first time, and does nothing twice.
"""

import uuid
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import audit
from accounts import policy as roles
from accounts.errors import Invalid
from accounts.submissions import serve_once
from cases import adding_api, lifecycle, policy, queries, reports, serializers, services
from cases.access import episode_for
from cases.models import Episode
from deadlines.queries import all_for_episode
from govuk.paging import key_in, key_of
from people.exact import hidden_matches
from people.policy import visible_to as visible_people
from people.queries import with_care
from people.search import find

KEY = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER, description="Any text of yours, once a request"
)
BEFORE = OpenApiParameter("before", str, description="`next` of the page before")
OPEN = OpenApiParameter("open", bool, description="Only those missing or absent now")
QUERY = OpenApiParameter(
    "q", str, required=True, description="A name however spelt, a birthday or a number"
)


def key_of_request(request: Request) -> str:
    """The caller's key, or one of our own for a caller that gave none."""
    key = str(request.headers.get("Idempotency-Key", "")).strip()
    if len(key) > 70:
        raise Invalid({"Idempotency-Key": "Must be 70 characters or fewer"})
    return f"api:{key or uuid.uuid4()}"


def once(request: Request, *, act: str, work: Any) -> dict[str, Any]:
    return serve_once(
        user=request.user, token=key_of_request(request), act=act, payload=request.data, work=work
    )


@extend_schema_view(
    get=extend_schema(operation_id="people_find", parameters=[QUERY]),
    post=extend_schema(
        operation_id="person_add",
        parameters=[KEY],
        request=adding_api.PersonIn,
        responses={201: adding_api.Added, 409: adding_api.Candidates},
    ),
)
class People(GenericAPIView[Any]):
    """Find a person among those you may see, by name, nickname, birthday or number; add one."""

    serializer_class = serializers.PersonOut
    pagination_class = None

    def get(self, request: Request) -> Response:
        roles.require(request.user, "find_people")
        among = with_care(queries.with_open_episode(visible_people(request.user)))
        text = request.query_params.get("q", "")
        found: list[Any] = find(text, among=among)
        hidden = hidden_matches(text, user=request.user)
        if text:
            audit.record_alone("searched", by=request.user, text=text[:200], found=len(found))
        shown = [serializers.HiddenOut(one).data for one in hidden]
        return Response([*self.get_serializer(found, many=True).data, *shown])

    def post(self, request: Request) -> Response:
        roles.require(request.user, "add_person")
        return adding_api.add(request, key=key_of_request(request), by=request.user)


@extend_schema_view(
    get=extend_schema(
        operation_id="episodes_list", parameters=[BEFORE, OPEN], responses=serializers.EpisodePage
    )
)
class Episodes(GenericAPIView[Any]):
    """The episodes you may see, latest first, a page at a time."""

    serializer_class = serializers.EpisodePage

    def get(self, request: Request) -> Response:
        roles.require(request.user, "view")
        only_open = request.query_params.get("open", "").lower() in {"true", "1", "yes"}
        among = policy.visible_to(request.user, by_key=only_open)
        if only_open:
            among = queries.away_now(among)
        before = key_in(request.query_params.get("before", ""))
        found, more = queries.page_of(among=among, before=before)
        following = key_of(found[-1].started_at, found[-1].pk) if more else None
        return Response(self.get_serializer({"results": found, "next": following}).data)


def standing(episode: Episode, request: Request) -> dict[str, Any]:
    """Everything that one episode's answer holds."""
    row = queries.with_standing(policy.visible_to(request.user, by_key=True)).get(pk=episode.pk)
    details = ("circumstances", "clothing", "belongings", "police_reference", "located_where")
    return {
        "episode": row,
        **{name: getattr(row, name) for name in details},
        "deadlines": all_for_episode(row.pk),
        "log": list(row.log.select_related("by")),
        "may": list(lifecycle.offered(request.user, row)),
    }


@extend_schema_view(get=extend_schema(operation_id="episode_read"))
class OneEpisode(GenericAPIView[Any]):
    """One episode, with its duties, its log, and the moves you may make."""

    serializer_class = serializers.WholeEpisode

    def get(self, request: Request, ref: str) -> Response:
        row = episode_for(request.user, ref)
        return Response(self.get_serializer(standing(row, request)).data)


@extend_schema_view(
    post=extend_schema(
        operation_id="report_create", parameters=[KEY], responses={201: serializers.ReportOut}
    )
)
class Reports(GenericAPIView[Any]):
    """Report somebody missing or absent. What is sent is kept before any rule is asked."""

    serializer_class = serializers.ReportIn

    def post(self, request: Request) -> Response:
        roles.require(request.user, "report")
        if not isinstance(request.data, dict):
            raise Invalid({"__all__": "Send one report as a JSON object"})
        token = uuid.uuid5(uuid.NAMESPACE_OID, key_of_request(request))
        report = reports.receive(
            by=request.user, channel="api", token=token, payload=dict(request.data)
        )
        return Response(serializers.ReportOut(report).data, status=status.HTTP_201_CREATED)


@extend_schema_view(
    post=extend_schema(
        operation_id="log_add", parameters=[KEY], responses={201: serializers.WholeEpisode}
    )
)
class Log(GenericAPIView[Any]):
    """Add to the log: a contact attempt, a sighting, an enquiry, an update, a note."""

    serializer_class = serializers.LogIn

    def post(self, request: Request, ref: str) -> Response:
        row = episode_for(request.user, ref, to="add_log")
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)

        def work() -> dict[str, Any]:
            entry = services.add_log(ref=ref, by=request.user, **sent.validated_data)
            return {"entry": entry.pk}

        once(request, act=f"log {ref}", work=work)
        answer = serializers.WholeEpisode(standing(row, request))
        return Response(answer.data, status=status.HTTP_201_CREATED)


class MakeMove(GenericAPIView[Any]):
    """One move of the table, with what it asks. Answers the episode as it is afterwards."""

    move = ""

    def get_serializer_class(self) -> type[Any]:
        return serializers.OF_MOVE[self.move]

    def post(self, request: Request, ref: str) -> Response:
        row = episode_for(request.user, ref, to=lifecycle.MOVES[self.move].permission)
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)

        def work() -> dict[str, Any]:
            made = lifecycle.make(self.move, ref=ref, by=request.user, **sent.validated_data)
            return {"episode": made.reference}

        once(request, act=f"{self.move} {ref}", work=work)
        return Response(serializers.WholeEpisode(standing(row, request)).data)


def view_of(move: str) -> Any:
    """The view of one move, described as its own operation."""
    described = extend_schema(
        operation_id=f"episode_{move}", parameters=[KEY], responses={200: serializers.WholeEpisode}
    )
    return extend_schema_view(post=described)(
        type(f"Move_{move}", (MakeMove,), {"move": move})
    ).as_view()
