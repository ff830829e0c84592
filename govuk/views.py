"""Pages that everybody may read, and the pages for when something cannot be shown or done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe


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
    """403. The refusal says why, and where it knows, who can help (`who_can_help`)."""
    reason = str(exception or "")
    context = {"reason": reason, "who_can_help": getattr(exception, "who_can_help", "")}
    return render(request, "403.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404. The same words for what is not there and for what is not yours to see."""
    return render(request, "404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500. Rendered without a request: whatever broke may be in what every page needs."""
    return HttpResponse(render_to_string("500.html"), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503. Asks to be tried again in two minutes."""
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "120"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token. The reason is for the log, which Django has written."""
    return HttpResponse(render_to_string("403_csrf.html"), status=403)
