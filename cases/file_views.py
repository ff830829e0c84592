"""A person's photos and documents: added, looked at, taken away (way 15)."""

import hashlib
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts import audit
from accounts import policy as roles
from accounts.errors import add_errors_to
from accounts.submissions import serve_once
from accounts.uploads import too_large
from cases.answering import answer
from cases.episode_frame import flags_of
from govuk.paging import key_in, key_of
from people import file_queries, files
from people.access import person_for
from people.file_access import file_for
from people.file_forms import RemoveForm, UploadForm
from people.models import Person, StoredFile

# Where an upload leads back to, by the word in its address.
THEN = {"profile": "profiles:profile", "record": "cases:person"}


@require_safe
def of_person(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything that was added for this person, newest first; what was removed leaves its line."""
    person = person_for(request.user, ref)
    audit.looked_at(person_id=person.pk, by=request.user, about=person)
    found, more = file_queries.page_of(person.pk, before=key_in(request.GET.get("before", "")))
    return render(
        request,
        "files/list.html",
        {
            "title": str(person),
            "person": person,
            **flags_of(person.pk),
            "here": "files",
            "files": found,
            "may_add": roles.may(request.user, "add_file").ok,
            "next": f"?before={key_of(found[-1].at, found[-1].pk)}" if more else "",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, ref: str) -> HttpResponse:
    """One photo or document. When it is refused, everything but the file itself is still there."""
    person = person_for(request.user, ref, to="add_file")
    posted = request.method == "POST"
    form = UploadForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        too_large=posted and too_large(request),
        initial={"purpose": request.GET.get("what", "")},
    )
    if posted and form.is_valid():
        try:
            served = _keep_once(request, person, form)
        except ValidationError as refusal:
            add_errors_to(form, refusal)
        else:
            messages.success(request, f"Added: {served['title']}")
            return redirect(_then(request, person))
    return render(
        request,
        "files/add.html",
        {
            "title": "Add a photo or document",
            "caption": f"{person}, {person.reference}",
            "person": person,
            "form": form,
            "back": _then(request, person),
        },
        status=400 if form.has_errors else 200,
    )


def _keep_once(request: HttpRequest, person: Person, form: UploadForm) -> dict[str, Any]:
    """Made anew before the transaction; a second tap finds the first one's file."""
    content = form.content()
    asked = {name: form.cleaned_data[name] for name in ("name", "purpose", "taken_on")}
    kind = files.check(purpose=asked["purpose"], taken_on=asked["taken_on"])
    clean = files.made_anew(content, kind=kind)

    def work() -> dict[str, Any]:
        locked = person_for(request.user, person.reference, to="add_file", lock=True)
        kept = files.put(person=locked, clean=clean, by=request.user, **asked)
        return {"ref": kept.reference, "title": kept.title}

    return serve_once(
        user=request.user,
        token=request.POST.get("submission_token", ""),
        act="file.keep",
        payload=[person.reference, form.typed(), hashlib.sha256(content).hexdigest()],
        work=work,
    )


def _then(request: HttpRequest, person: Person) -> str:
    page = THEN.get(request.GET.get("then", ""), "files:list")
    return reverse(page, args=[person.reference])


@require_safe
def file(request: HttpRequest, ref: str) -> HttpResponse:
    """What it is, who added it when, and what can be done with it."""
    found = file_for(request.user, ref)
    audit.looked_at(person_id=found.person_id, by=request.user, about=found)
    return render(
        request,
        "files/file.html",
        {
            "title": found.title,
            "file": found,
            "person": found.person,
            "may_remove": files.may_remove(request.user, found),
            "may_give": found.removed_at is None and roles.may(request.user, "share").ok,
            "back": {
                "href": reverse("files:list", args=[found.person.reference]),
                "text": f"Back to the files of {found.person.name}",
            },
        },
    )


@require_safe
def small(request: HttpRequest, ref: str) -> HttpResponse:
    """The photo as pages show it: a read of the record like any other."""
    found = file_for(request.user, ref)
    content = file_queries.content_of(found, small=True)
    if content is None:
        raise Http404("Not a photo, or removed")
    if request.method == "GET":
        audit.looked_at(person_id=found.person_id, by=request.user, about=found)
    return served(found, content)


@require_safe
def content(request: HttpRequest, ref: str) -> HttpResponse:
    """The whole file. The policy is asked anew; every download is in the audit trail."""
    found = file_for(request.user, ref)
    whole = file_queries.content_of(found)
    if whole is None:
        raise Http404("Removed")
    if request.method == "GET":
        files.record_given(file=found, by=request.user)
    return served(found, whole)


def served(found: StoredFile, content: bytes) -> HttpResponse:
    """The bytes as what they are and nothing else: no browser may guess, run or keep them."""
    response = HttpResponse(content, content_type=found.media_type)
    how = "inline" if found.is_photo else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{found.download_name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    """Take it away, with the reason; asked first, because it cannot be undone."""
    found = file_for(request.user, ref)
    files.require_may_remove(request.user, found)
    form = RemoveForm(request.POST or None)
    page = reverse("files:file", args=[ref])
    return answer(
        request,
        form=form,
        act="file.remove",
        work=lambda: files.remove(file=found, by=request.user, **form.cleaned_data),
        to=page,
        said="The file is removed",
        template="confirm_page.html",
        title=f"Remove “{found.title}”",
        caption=f"{found.person}, {found.reference}",
        lead="The file is taken away for good. Copies that were given out stay with those who "
        "have them, and on the sharing record.",
        button_text="Remove this file",
        cancel=page,
        back=page,
    )
