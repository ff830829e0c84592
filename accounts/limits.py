"""The doors that keep out what is too large and what comes too fast, each with a clear sentence."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from rest_framework.views import APIView

from accounts import rates
from accounts.models import User
from govuk.given_back import in_background, typed_in

Next = Callable[[HttpRequest], HttpResponse]
TOO_LARGE = "What was sent is too large: at most {} MB can be taken at once."


class SizeLimits:
    """413 before anything of it is read. A form with a file may be as large as one photo from a
    phone; a form without, and JSON, is text.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        most = most_bytes(request)
        if content_length(request) > most:
            said = TOO_LARGE.format(round(most / 2**20))
            if request.path.startswith("/api/"):
                return JsonResponse({"detail": said}, status=413)
            if in_background(request):
                return JsonResponse({"message": f"Not saved. {said}"}, status=413)
            return HttpResponse(render_to_string("413.html", {"reason": said}), status=413)
        return self.get_response(request)


def most_bytes(request: HttpRequest) -> int:
    most: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if str(request.META.get("CONTENT_TYPE", "")).startswith("multipart/"):
        most = settings.MOST_BYTES_WITH_FILES
    return most


def content_length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


class RateLimits:
    """429 with when to come again, for pages; the API's throttle is in accounts/api_rate.py."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        api = getattr(view, "cls", None)
        if not isinstance(request.user, User) or (
            isinstance(api, type) and issubclass(api, APIView)
        ):
            return None
        page = request.resolver_match.view_name if request.resolver_match else ""
        wait = rates.take(rates.kind_of(request, page), user_id=request.user.pk)
        if wait is None:
            return None
        rates.told(wait, by=request.user, path=request.path)
        if in_background(request):
            answer: HttpResponse = JsonResponse({"message": f"Not saved. {wait}"}, status=429)
        else:
            context = {"reason": str(wait), "typed": typed_in(request)}
            answer = render(request, "429.html", context, status=429)
        answer["Retry-After"] = str(wait.seconds)
        return answer


class OwnOriginOnly:
    """No page of another origin may show or read an answer of ours, the design's files included."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
