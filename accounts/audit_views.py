"""The audit trail for information governance: read by filters, and exported with a reason."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts import audit_export, audit_queries, clock, policy
from accounts.audit_forms import AuditForm, ExportForm
from accounts.errors import Invalid, add_errors_to
from accounts.submissions import serve_once
from accounts.sudo import freshly_signed_in
from govuk.filters import address, removable
from govuk.paging import key_in, key_of


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Every event, newest first."""
    policy.require(request.user, "read_audit")
    form = AuditForm(request.GET or None)
    sought = form.sought()
    found, more = (
        ([], False)
        if form.has_errors
        else audit_queries.page_of(sought, before=key_in(request.GET.get("before", "")))
    )
    people = audit_queries.references_of(found)
    context = {
        "title": "Audit trail",
        "form": form,
        "chosen": removable(request, form, form.chosen()),
        "found": [
            {
                "event": one,
                "what": audit_queries.in_words(one),
                "person": people.get(one.person_id or 0, ""),
                "details": audit_queries.details_of(one),
            }
            for one in found
        ],
        "sealed": audit_queries.sealed_until(),
        "export": f"{reverse('audit:export')}{address(request, before='')}",
        "next": address(request, before=key_of(found[-1].at, found[-1].pk)) if more else "",
        "previous": address(request, before="") if request.GET.get("before") else "",
    }
    return render(request, "audit/list.html", context)


@freshly_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Says what will be in the file and asks why; then leads to the file."""
    policy.require(request.user, "read_audit")
    filters = AuditForm(request.GET or None)
    chosen = removable(request, filters, filters.chosen())
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not filters.has_errors:

        def work() -> dict[str, Any]:
            asked = audit_export.ask(
                by=request.user, sought=filters.sought(), reason=form.cleaned_data["reason"]
            )
            return {"number": asked.pk}

        try:
            done = serve_once(
                user=request.user, token=request.POST.get("submission_token", ""),
                act="audit.export", payload=[request.get_full_path(), form.typed()], work=work,
            )  # fmt: skip
        except Invalid as invalid:
            add_errors_to(form, invalid)
        else:
            return redirect("audit:file", done["number"])
    context = {
        "title": "Export the audit trail",
        "form": form,
        "chosen": [one["text"] for one in chosen],
        "wrong": filters.has_errors,
        "back": {"href": reverse("audit:list") + address(request), "text": "Back to the trail"},
    }
    status = 400 if form.has_errors or filters.has_errors else 200
    return render(request, "audit/export.html", context, status=status)


@freshly_signed_in
@require_safe
def file(request: HttpRequest, number: int) -> HttpResponse | StreamingHttpResponse:
    """The file that was asked for by this user a moment ago."""
    policy.require(request.user, "read_audit")
    asked = audit_queries.asked_export(number, user_id=request.user.pk)
    if asked is None:
        raise Http404("No such export")
    if audit_export.is_over(asked):
        return redirect("audit:export")
    answer = StreamingHttpResponse(
        audit_export.lines(asked, by=request.user), content_type="text/csv; charset=utf-8"
    )
    name = f"audit-{clock.local(asked.at):%Y-%m-%d-%H%M}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
