"""The sharing record of a person: what went out, to whom, why, and what came of it."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts import audit
from accounts import policy as roles
from accounts.clock import now
from cases.answering import answer
from cases.episode_frame import flags_of
from govuk.paging import key_in, key_of
from people import sharing, sharing_queries
from people import sharing_rules as rules
from people.access import person_for
from people.models import Sharing
from people.sharing_access import reasons_for, sharing_for
from people.sharing_forms import OutcomeForm, SaidForm, WithdrawForm

# The endings of copies, by what they are; a name is never in a file's name.
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "text/csv": "csv"}


@require_safe
def of_person(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything that was shared about this person, newest first."""
    person = person_for(request.user, ref, to="view_sharing")
    audit.looked_at(person_id=person.pk, by=request.user, about=person)
    return render(
        request,
        "sharing/list.html",
        _page(request, sharing_queries.of_person(person.pk))
        | {
            "title": str(person),
            "person": person,
            **flags_of(person.pk),
            "here": "sharing",
            "may_share": roles.may(request.user, "share").ok,
        },
    )


def _page(request: HttpRequest, rows: Any) -> dict[str, Any]:
    found, more = sharing_queries.page_of(rows, before=key_in(request.GET.get("before", "")))
    following = f"?before={key_of(found[-1].at, found[-1].pk)}" if more else ""
    return {"sharings": found, "next": following, "now": now()}


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Something that was told or sent without Homeward, written down afterwards."""
    person = person_for(request.user, ref, to="share")
    form = SaidForm(request.POST or None, person=person)

    def work() -> None:
        given = {name: form.cleaned_data[name] for name in ("kind", "what", "at")}
        sharing.record_sharing(by=request.user, person=person, **given, **form.sharing())

    page = reverse("sharing:list", args=[ref])
    return answer(
        request,
        form=form,
        act="sharing.add",
        work=work,
        to=page,
        said="It is on the sharing record",
        template="sharing/form_page.html",
        title="Record something that was shared",
        caption=f"{person}, {ref}",
        button_text="Add to the sharing record",
        back=page,
        cancel=page,
    )


@require_safe
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """One sharing, with its reasons, its copy, and what came of it."""
    found = sharing_for(request.user, ref)
    audit.looked_at(person_id=found.person_id, by=request.user, about=found)
    may_share = roles.may(request.user, "share").ok
    return render(
        request,
        "sharing/one.html",
        _one(found)
        | {
            "title": found.what,
            "person": found.person,
            "may_share": may_share,
            "may_withdraw": may_share and sharing_queries.shown_now(found),
            "back": {
                "href": reverse("sharing:list", args=[found.person.reference]),
                "text": f"Back to the sharing record of {found.person.name}",
            },
        },
    )


def _one(found: Sharing) -> dict[str, Any]:
    return {
        "sharing": found,
        "basis": rules.BASES[found.basis],
        "outcomes": sharing_queries.outcomes_of(found),
        "withdrawal": getattr(found, "withdrawal", None),
        "shown_now": sharing_queries.shown_now(found),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, ref: str) -> HttpResponse:
    found = sharing_for(request.user, ref, to="share")
    form = OutcomeForm(request.POST or None)
    page = reverse("sharing:one", args=[ref])
    return answer(
        request,
        form=form,
        act="sharing.outcome",
        work=lambda: sharing.record_outcome(sharing=found, by=request.user, **form.cleaned_data),
        to=page,
        said="What came of it is recorded",
        title="What came of it",
        caption=f"{found.what}, {ref}",
        button_text="Save what came of it",
        back=page,
        cancel=page,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    found = sharing_for(request.user, ref, to="share")
    sharing.require_shown(found)
    form = WithdrawForm(request.POST or None)
    page = reverse("sharing:one", args=[ref])
    return answer(
        request,
        form=form,
        act="sharing.withdraw",
        work=lambda: sharing.withdraw(sharing=found, by=request.user, **form.cleaned_data),
        to=page,
        said="They are not shown it any more",
        template="confirm_page.html",
        title="Withdraw what was shared",
        caption=f"{found.what}, {ref}",
        lead=f"{found.to_organisation} will not be shown it on Homeward any more, and will be told "
        "so. Copies they have downloaded stay with them.",
        button_text="Withdraw it",
        cancel=page,
        back=page,
    )


@require_safe
def copy(request: HttpRequest, ref: str) -> HttpResponse:
    """The exact copy that went out, for whoever sees the record."""
    found = sharing_for(request.user, ref)
    if request.method == "GET":
        with transaction.atomic():
            sharing.record_copy_given(sharing=found, by=request.user)
    return served_copy(found)


def served_copy(found: Sharing) -> HttpResponse:
    """The bytes that were kept, as a download that nothing is run from."""
    content = sharing_queries.content_of(found)
    if content is None or found.copy is None:
        raise Http404("No copy was kept")
    media_type = found.copy.media_type
    response = HttpResponse(content, content_type=media_type)
    name = f"shared-{found.reference}.{ENDINGS.get(media_type, 'bin')}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    """For information governance: all sharing of the council, without names and contents."""
    roles.require(request.user, "watch_sharing")
    with transaction.atomic():
        audit.record("sharing.watched", by=request.user)
    return render(
        request,
        "sharing/everybody.html",
        _page(request, sharing_queries.of_everybody()) | {"title": "Sharing"},
    )


@require_safe
def reasons(request: HttpRequest, ref: str) -> HttpResponse:
    """For information governance: why one thing was shared, and what came of it."""
    found = reasons_for(request.user, ref)
    audit.looked_at(person_id=found.person_id, by=request.user, about=found)
    return render(
        request,
        "sharing/one.html",
        _one(found)
        | {
            "title": f"Sharing {found.reference}",
            "person": None,
            "may_share": False,
            "may_withdraw": False,
            "back": {"href": reverse("sharing:everybody"), "text": "Back to all sharing"},
        },
    )
