"""Make a copy of a paper with parts left out, for partners: one page of boxes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.errors import add_errors_to
from accounts.submissions import serve_once
from cases import leaving_out
from cases.giving_forms import LeaveOutForm
from cases.hooks import PAPERS
from cases.paper_access import may_ask, paper_for


@require_http_methods(["GET", "HEAD", "POST"])
def leave_out(request: HttpRequest, ref: str) -> HttpResponse:
    """Which parts partners do not need; the copy is then made like any other paper."""
    found = paper_for(request.user, ref, with_pdf=True)
    may_ask(request.user, found.kind, found.about_ref)
    here, parts = leaving_out.parts_of(found), PAPERS[found.kind].parts
    if parts is None or not here:
        raise Http404("Nothing of it can be left out")
    usual = [key for key in here if key in parts.usual]
    form = LeaveOutForm(request.POST or None, parts=here, initial={"keys": usual})
    if request.method == "POST" and form.is_valid():

        def work() -> dict[str, Any]:
            keys = form.cleaned_data["keys"]
            return {"ref": leaving_out.leave_out(paper=found, keys=keys, by=request.user).reference}

        try:
            served = serve_once(
                user=request.user,
                token=request.POST.get("submission_token", ""),
                act="paper.leave_out",
                payload=[ref, form.typed()],
                work=work,
            )
        except ValidationError as refusal:
            add_errors_to(form, refusal)
        else:
            return redirect("papers:paper", served["ref"])
    page = reverse("papers:paper", args=[ref])
    return render(
        request,
        "form_page.html",
        {
            "title": "Leave parts out for partners",
            "caption": f"{PAPERS[found.kind].title}, {ref}",
            "lead": "The copy says which parts it leaves out. The whole paper stays as it is.",
            "form": form,
            "button_text": "Make the copy",
            "back": page,
            "cancel": page,
        },
        status=400 if form.has_errors else 200,
    )
