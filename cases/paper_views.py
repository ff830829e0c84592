"""Pages of an official paper: asked for, waited for, taken away."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.errors import Invalid
from accounts.policy import may
from accounts.submissions import serve_once
from cases import leaving_out, papers
from cases.hooks import PAPERS
from cases.models import Paper
from cases.paper_access import may_ask, paper_for
from people.queries import people_of
from people.sharing_queries import given_from

# From which page each kind is asked for, and the words of the way back to it.
WHENCE = {
    "situation_report": ("cases:papers", "Back to the episode’s papers"),
    "missing_profile": ("profiles:profile", "Back to the Missing Profile"),
    "need_to_know": ("cases:need", "Back to the Need to Know"),
    "hand_over_sheet": ("cases:sheet", "Back to the sheet"),
    "minutes": ("meetings:meeting", "Back to the meeting"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a paper: `kind` and `about`. Any page may post here; opened, it asks first."""
    sent = request.POST if request.method == "POST" else request.GET
    kind, about = sent.get("kind", ""), sent.get("about", "")
    may_ask(request.user, kind, about)
    context: dict[str, Any] = {
        "title": f"Make a PDF: {PAPERS[kind].title}",
        "kind": kind,
        "about": about,
        "token": str(uuid.uuid4()),
    }
    if request.method != "POST":
        return render(request, "papers/new.html", context)

    def work() -> dict[str, Any]:
        return {"ref": papers.ask(kind=kind, ref=about, by=request.user).reference}

    try:
        served = serve_once(
            user=request.user,
            token=request.POST.get("submission_token", ""),
            act="paper.ask",
            payload=[kind, about],
            work=work,
        )
    except Invalid as invalid:
        context |= {"problems": invalid.messages, "token": str(uuid.uuid4())}
        return render(request, "papers/new.html", context, status=400)
    return redirect("papers:paper", served["ref"])


@require_safe
@never_cache
def paper(request: HttpRequest, ref: str) -> HttpResponse:
    """Being made, ready to download, or could not be made and why."""
    return render(request, "papers/paper.html", _context(request, ref))


@require_safe
@never_cache
def state(request: HttpRequest, ref: str) -> HttpResponse:
    """The part of the page that changes, fetched again quietly."""
    return render(request, "papers/state.html", _context(request, ref))


def _context(request: HttpRequest, ref: str) -> dict[str, Any]:
    found = paper_for(request.user, ref)
    one = [found.person] if found.person else people_of(found.content.get("people", []))
    people, may_see = [person.pk for person in one], may(request.user, "view_sharing").ok
    return {
        "title": PAPERS[found.kind].title,
        "paper": found,
        "about": found.about_ref if found.person else found.content["title"],
        "making": found.state in {"waiting", "leased"},
        "may_give": may(request.user, "share").ok,
        "may_leave_out": bool(leaving_out.parts_of(found)) and may(request.user, "make_paper").ok,
        "left_out": leaving_out.left_out(found),
        "made_from": found.content.get("made_from", ""),
        "given": given_from(found.reference, people=people) if may_see else [],
        "back": _back(found),
    }


def _back(found: Paper) -> dict[str, str]:
    """Back to what the paper is about; none where this kind has no page of its own."""
    page, text = WHENCE.get(found.kind, ("", ""))
    if not page:
        return {}
    return {"href": reverse(page, args=[found.about_ref.split("@")[0].split("/")[0]]), "text": text}


@require_POST
def again(request: HttpRequest, ref: str) -> HttpResponse:
    """Try once more after it could not be made."""
    found = paper_for(request.user, ref)
    may_ask(request.user, found.kind, found.about_ref)

    def work() -> dict[str, Any]:
        papers.ask_again(paper=found, by=request.user)
        return {"ref": ref}

    try:
        serve_once(
            user=request.user,
            token=request.POST.get("submission_token", ""),
            act="paper.again",
            payload=[ref],
            work=work,
        )
    except Invalid as invalid:
        messages.error(request, " ".join(invalid.messages))
    return redirect("papers:paper", ref)


@require_safe
def file(request: HttpRequest, ref: str) -> HttpResponse:
    """The PDF itself. The policy is asked anew; every copy that leaves is in the audit trail."""
    found = paper_for(request.user, ref, with_pdf=True)
    if found.state != "made":
        raise Http404("Not made yet")
    if request.method == "GET":
        papers.record_download(paper=found, by=request.user)
    response = HttpResponse(bytes(found.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{filename(found)}"'
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def filename(paper: Paper) -> str:
    """Says what it is and its reference, never a name: a downloads folder is anybody's to read."""
    return f"{paper.kind.replace('_', '-')}-{paper.reference}.pdf"
