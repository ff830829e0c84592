"""Pages that everybody may read, and the pages for when something cannot be shown or done."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from govuk.given_back import in_background, typed_in

NOT_YOURS_ANY_MORE = (
    "Not saved: this record is not there, or you no longer work with it. Copy what you typed."
)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html")


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/help.html")


@require_safe
def still_here(request: HttpRequest) -> HttpResponse:
    """Stay signed in: an ordinary request of a signed-in person, which the idle clock counts."""
    return HttpResponse(status=204)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403. The refusal says why, and where it knows, who can help (`who_can_help`). One that has
    more to say has a page of its own (`template`, which gets it as `refusal`).
    """
    reason = str(exception or "")
    if in_background(request):
        return JsonResponse({"message": f"Not saved. {reason}".strip()}, status=403)
    context = {
        "reason": reason,
        "who_can_help": getattr(exception, "who_can_help", ""),
        "refusal": exception,
        "typed": typed_in(request),
    }
    return render(request, getattr(exception, "template", "403.html"), context, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404. The same words for what is not there and for what is not yours to see.

    A form sent to it gets back what was typed: its sender may have been moved to another team, or
    the record closed to them, while it was open.
    """
    if in_background(request):
        return JsonResponse({"message": NOT_YOURS_ANY_MORE}, status=404)
    return render(request, "404.html", {"typed": typed_in(request)}, status=404)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 for what could not even be read: too long, or damaged on its way. Rendered without a
    request, which is what could not be read.
    """
    return HttpResponse(render_to_string("400_unreadable.html"), status=400)


def failed(request: HttpRequest) -> HttpResponse:
    """500. Rendered without a request: whatever broke may be in what every page needs."""
    return HttpResponse(render_to_string("500.html"), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503. Asks to be tried again in two minutes."""
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "120"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token. The reason is for the log, which Django has written."""
    context = {"typed": typed_in(request)}
    return HttpResponse(render_to_string("403_csrf.html", context), status=403)
