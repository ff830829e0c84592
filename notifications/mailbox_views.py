"""The pages of the laptop's mailbox."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from notifications import mailbox as box


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every mail that was "sent", newest first; `?to=` keeps one address."""
    _only_here()
    address = request.GET.get("to", "").strip()
    return render(
        request, "mailbox/list.html", {"letters": box.letters(address), "address": address}
    )


@require_safe
def message(request: HttpRequest, name: UUID) -> HttpResponse:
    """One mail as its reader would see it."""
    _only_here()
    letter = box.letter(str(name))
    if letter is None:
        raise Http404
    return render(request, "mailbox/message.html", {"letter": letter})


def _only_here() -> None:
    """A second lock beside the address that is not there: these pages ask nobody to sign in."""
    if not settings.LOCAL:
        raise Http404
