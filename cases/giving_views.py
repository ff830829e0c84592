"""Give a paper or a file to somebody outside: one page, filled in, and then the copy to take along.

A download for oneself stays a read; this is how something leaves.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.errors import add_errors_to
from accounts.policy import require
from accounts.submissions import serve_once
from cases import giving
from cases.giving_forms import GiveForm, GiveManyForm
from cases.hooks import PAPERS
from cases.paper_access import paper_for
from people.file_access import file_for

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def paper(request: HttpRequest, ref: str) -> HttpResponse:
    """An official paper. Who it is for is known of minutes: those who were at the meeting."""
    found = paper_for(request.user, ref, with_pdf=True)
    require(request.user, "share")
    if found.state != "made":
        raise Http404("Not made yet")
    kind = PAPERS[found.kind]
    known = kind.recipients(found.about_ref) if kind.recipients else []
    return _give(request, giving.of_paper(found), known, reverse("papers:paper", args=[ref]))


@require_http_methods(METHODS)
def file(request: HttpRequest, ref: str) -> HttpResponse:
    """A photo or document that was added for this person."""
    gift = giving.of_file(file_for(request.user, ref, to="share"))
    if gift is None:
        raise Http404("Removed")
    return _give(request, gift, [], reverse("files:file", args=[ref]))


def _give(request: HttpRequest, gift: giving.Gift, known: list[str], page: str) -> HttpResponse:
    posted = request.POST or None
    form: Any = (
        GiveManyForm(posted, person=gift.person, known=known)
        if known
        else GiveForm(posted, person=gift.person)
    )
    if request.method == "POST" and form.is_valid():

        def work() -> dict[str, Any]:
            why = form.sharing()
            del why["to_whom"]
            made = giving.give(
                gift=gift, by=request.user, kind=form.cleaned_data.get("kind", "minutes"),
                recipients=form.recipients(), **why,
            )  # fmt: skip
            return {"refs": [one.reference for one in made]}

        try:
            served = serve_once(
                user=request.user,
                token=request.POST.get("submission_token", ""),
                act="sharing.give",
                payload=[gift.source, form.typed()],
                work=work,
            )
        except ValidationError as refusal:
            add_errors_to(form, refusal)
        else:
            return _given(request, gift, served["refs"])
    return render(
        request,
        "sharing/give.html",
        {
            "title": "Give this to somebody outside",
            "caption": f"{gift.what}, {gift.source}",
            "form": form,
            "person": gift.person,
            "button_text": "Record it and get the copy",
            "back": page,
            "cancel": page,
        },
        status=400 if form.has_errors else 200,
    )


def _given(request: HttpRequest, gift: giving.Gift, refs: list[str]) -> HttpResponse:
    """On to the copy: of one on its page, of several on the person's sharing record."""
    if len(refs) == 1 and gift.person is not None:
        messages.success(request, "It is on the sharing record. Now download it and pass it on")
        return redirect("sharing:one", refs[0])
    if gift.person is None:
        messages.success(request, f"It is on the sharing record of {len(gift.people)} people")
        return redirect("papers:paper", gift.source)
    messages.success(request, f"It is on the sharing record: it went to {len(refs)} people")
    return redirect("sharing:list", gift.person.reference)
