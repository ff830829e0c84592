"""The pages of every long form: its list of sections, and each section with its drafts (way 11).

A room describes its form once as a `LongForm`; these views do the rest. Typing is saved in the
background without a token, since the version guards it; every deliberate POST is served once.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from accounts.errors import Conflict, Invalid, Refused, add_errors_to
from accounts.submissions import serve_once
from cases import section_forms, sections
from cases.section_forms import DONE, Part, Parts, nothing
from cases.section_models import Section
from govuk import words
from govuk.forms import GovukForm
from govuk.rows import Rows
from govuk.typed import whole_number

SOMEBODY_ELSE = (
    "Not saved: someone else has changed this section. Choose Save to see both texts side by side"
)
STATUS = {
    sections.NOT_STARTED: {"status": "Not started", "meaning": "todo"},
    sections.STARTED: {"status": "In progress", "meaning": "active"},
    sections.COMPLETED: {"status": "Completed", "meaning": ""},
}


def no_prefill(parent: Any, key: str) -> dict[str, Any]:
    return {}


def keeps_nothing(**what: Any) -> None:
    return None


@dataclass(frozen=True)
class LongForm:
    """What a room tells these pages about its long form.

    `fetch(user, ref, to=, lock=)` finds the parent, asks the policy and refuses what is locked;
    `to` is the act that writing needs. `home` and `page` are addresses; `aside` is a template
    for each page. What a section says and the parent has a column for stands in the column:
    `stands(parent, key)` is shown, and `kept(parent=, key=, form=, rows=, by=)` writes it when the
    section is completed, in the same transaction.
    """

    name: str
    table: type[Section]
    parts: Callable[[Any], Parts]
    fetch: Callable[..., Any]
    to: str
    person_id: Callable[[Any], int]
    home: Callable[[Any], str]
    page: Callable[[Any, str], str]
    caption: Callable[[Any], str]
    prefill: Callable[[Any, str], dict[str, Any]] = no_prefill
    aside: str = ""
    context: Callable[[Any], dict[str, Any]] = nothing
    stands: Callable[[Any, str], dict[str, Any]] = no_prefill
    kept: Callable[..., None] = keeps_nothing


def tasks(
    long: LongForm, parent: Any, *, only: frozenset[str] | None = None, signed: bool = False
) -> list[dict[str, Any]]:
    """The list of sections with their states, for the `task_list` macro; `signed` with who filled
    in each and when.
    """
    begun = sections.all_of(table=long.table, parent=parent)

    def hint(key: str, part: Part) -> str:
        row = begun.get(key) if signed else None
        return f"{row.saved_by.name}, {words.when(row.saved_at)}" if row else part.hint

    return [
        {"text": part.title, "href": long.page(parent, key), "hint": hint(key, part)}
        | STATUS[sections.state_of(begun.get(key))]
        for key, part in long.parts(parent).items()
        if only is None or key in only
    ]


def said(long: LongForm, parent: Any) -> list[dict[str, Any]]:
    """Everything that was answered, section by section, in words."""
    begun = sections.all_of(table=long.table, parent=parent)
    return section_forms.frozen(parts=long.parts(parent), parent=parent, sections=begun)


def section_page(request: HttpRequest, long: LongForm, ref: str, key: str) -> HttpResponse:
    """One section: shown, saved as it is typed, saved as a draft, or completed."""
    background = request.method == "POST" and "X-Background" in request.headers
    try:
        parent = long.fetch(request.user, ref, to=long.to)
    except Refused as refusal:
        if background:
            return JsonResponse({"message": f"Not saved: {refusal}"}, status=403)
        raise
    part = long.parts(parent).get(key)
    if part is None:
        raise Http404("No such section")
    if background:
        return _autosave(request, long, parent, ref, key, part)
    if request.method == "POST":
        return _save(request, long, parent, ref, key, part)
    begun = sections.section_of(table=long.table, parent=parent, key=key)
    data = (begun.data if begun else long.prefill(parent, key)) | long.stands(parent, key)
    form, rows = section_forms.open_form(part, parent, data)
    answer = {sections.COMPLETED: "yes"}.get(sections.state_of(begun), "")
    section_forms.ask_whether_done(form, answer=answer)
    version = begun.version if begun else 0
    return _show(request, long, parent, part, form, rows, version=version)


def _autosave(
    request: HttpRequest, long: LongForm, parent: Any, ref: str, key: str, part: Part
) -> HttpResponse:
    """Kept in the background. Asked again under the lock: it may have been closed a moment ago."""
    form, rows = section_forms.bound_form(part, parent, request.POST)
    try:
        row = sections.save_draft(
            lock=lambda: long.fetch(request.user, ref, to=long.to, lock=True),
            table=long.table, key=key, data=section_forms.typed(form, rows),
            version=_version(request), by=request.user,
            page=request.POST.get("submission_token", ""),
        )  # fmt: skip
    except Conflict:
        return JsonResponse({"message": SOMEBODY_ELSE}, status=409)
    except Refused as refusal:
        return JsonResponse({"message": f"Not saved: {refusal}"}, status=403)
    return JsonResponse({"saved_at": words.clock(row.saved_at), "version": row.version})


def _save(
    request: HttpRequest, long: LongForm, parent: Any, ref: str, key: str, part: Part
) -> HttpResponse:
    form, rows = section_forms.bound_form(part, parent, request.POST)
    section_forms.ask_whether_done(form)
    if rows is not None and rows.pressed():
        form.hush()
        return _show(request, long, parent, part, form, rows.after_press(), same_page=True)
    later, answer = "later" in request.POST, request.POST.get(DONE, "")
    complete = answer == "yes" and not later
    if not (later or _answered(form, rows, answer)):
        return _show(request, long, parent, part, form, rows, same_page=True)
    data = section_forms.typed(form, rows)
    token = request.POST.get("submission_token", "")

    def work() -> dict[str, Any]:
        locked = long.fetch(request.user, ref, to=long.to, lock=True)
        row = sections.save_section(
            table=long.table, parent=locked, key=key, data=data, version=_version(request),
            by=request.user, complete=complete, title=part.title,
            person_id=long.person_id(locked), page=token,
        )  # fmt: skip
        if complete:
            long.kept(parent=locked, key=key, form=form, rows=rows, by=request.user)
        return {"version": row.version}

    try:
        serve_once(
            user=request.user,
            token=token,
            act=f"{long.name}.section",
            payload=[long.page(parent, key), data, complete],
            work=work,
        )
    except (
        Invalid
    ) as invalid:  # this page was sent before: a fresh one, and the version stands guard
        add_errors_to(form, invalid)
        return _show(request, long, parent, part, form, rows, version=_version(request))
    except Conflict as conflict:
        theirs = conflict.theirs
        _hush(form, rows)
        both = {
            "theirs": section_forms.said(part, parent, theirs.data),
            "theirs_by": theirs.saved_by,
            "theirs_at": theirs.saved_at,
        }
        return _show(
            request, long, parent, part, form, rows, version=theirs.version, extra=both, status=409
        )
    messages.success(request, f"{part.title}: {'completed' if complete else 'draft saved'}")
    return redirect(long.home(parent))


def _answered(form: GovukForm, rows: Rows | None, answer: str) -> bool:
    """Whether this can be kept: a draft always, a completed section when its form agrees."""
    if answer == "no":
        return True
    if answer != "yes":
        _hush(form, rows)
        form.add_error(DONE, form.fields[DONE].error_messages["required"])
        return False
    return all([form.is_valid(), rows is None or rows.is_valid()])


def _hush(form: GovukForm, rows: Rows | None) -> None:
    form.hush()
    for row in rows.forms if rows is not None else ():
        row.hush()


def versions_read(request: HttpRequest) -> dict[str, int]:
    """The version of each section that a page showed, from its hidden field `read`."""
    pairs = (pair.partition(":") for pair in request.POST.get("read", "").split())
    return {key: whole_number(version) or 0 for key, _, version in pairs}


def _version(request: HttpRequest) -> int:
    typed = request.POST.get("version", "")
    return whole_number(typed) or 0


def _show(
    request: HttpRequest,
    long: LongForm,
    parent: Any,
    part: Part,
    form: GovukForm,
    rows: Rows | None,
    *,
    version: int | None = None,
    same_page: bool = False,
    extra: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The section's page. `same_page`: what was posted stays the open page and keeps its token."""
    token = request.POST.get("submission_token") if same_page else ""
    context = {
        "title": part.title,
        "caption": long.caption(parent),
        "part": part,
        "parent": parent,
        "form": form,
        "rows": rows,
        "done": DONE,
        "version": _version(request) if version is None else version,
        "token": token or str(uuid.uuid4()),
        "autosave": request.path,
        "back": {"href": long.home(parent), "text": "Back to all sections"},
        "aside": long.aside,
        **long.context(parent),
        **(extra or {}),
    }
    return render(request, "sections/section.html", context, status=status)
