"""Merging two records: which is the other one, both side by side, and what was merged."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import audit
from accounts import policy as roles
from accounts.errors import add_errors_to
from accounts.submissions import serve_once
from cases.merging_forms import MergeForm, OtherForm
from people.access import person_for
from people.alike_pairs import pairs_of
from people.merge_fields import alike, differing
from people.merge_outlook import held, merged_into, sight
from people.merge_rules import CANNOT_UNDO
from people.merging import merge, stops


def other(request: HttpRequest, ref: str) -> HttpResponse:
    """Which record is this person's too."""
    kept = person_for(request.user, ref, to="merge_people")
    form = OtherForm(request.GET if "other" in request.GET else None)
    if form.is_bound and form.is_valid():
        wanted = form.cleaned_data["other"].strip().upper()
        return redirect("cases:merge", kept.reference, wanted)
    return render(
        request,
        "cases/merge_other.html",
        {"title": f"Merge another record into {kept.reference}", "form": form, "person": kept},
    )


def pair(request: HttpRequest, ref: str, other: str) -> HttpResponse:
    """Both side by side: what stays, what moves, what stands in the way; and the merge."""
    kept = person_for(request.user, ref, to="merge_people")
    gone = person_for(request.user, other, to="merge_people")
    if kept.pk == gone.pk:
        messages.info(request, f"{other} is this record already")
        return redirect("cases:person", kept.reference)
    for one in (kept, gone):
        audit.looked_at(person_id=one.pk, by=request.user, about=one)
    fields = differing(kept, gone)
    form = MergeForm(request.POST or None, fields=fields, kept=kept, gone=gone)
    if request.method == "POST" and form.is_valid():

        def work() -> dict[str, Any]:
            made = merge(
                by=request.user, kept_ref=ref, gone_ref=other, choices=form.choices,
                why=form.cleaned_data["why"], versions=form.versions,
            )  # fmt: skip
            return {"kept": made.kept.reference}

        try:
            done = serve_once(
                user=request.user, token=request.POST.get("submission_token", ""),
                act=f"merge {ref} {other}", payload=request.POST, work=work,
            )  # fmt: skip
        except ValidationError as refusal:
            add_errors_to(form, refusal)
        else:
            messages.success(request, f"{other} has been merged into {ref}")
            return redirect("cases:person", done["kept"])
    gaining, losing = sight(kept, gone)
    context = {
        "title": "Merge two records",
        "form": form,
        "kept": kept,
        "gone": gone,
        "stops": stops(kept, gone),
        "alike": alike(kept, gone),
        "held": held(gone),
        "gaining": gaining,
        "losing": losing,
        "restricted": kept.restricted or gone.restricted,
        "cannot_undo": CANNOT_UNDO,
    }
    status = 400 if form.has_errors else 200
    return render(request, "cases/merge.html", context, status=status)


def merged(request: HttpRequest, ref: str) -> HttpResponse:
    """What was merged into this record: when, by whom, why, and which values were not kept."""
    person = person_for(request.user, ref)
    audit.looked_at(person_id=person.pk, by=request.user, about=person)
    may_merge = roles.may(request.user, "merge_people").ok
    return render(
        request,
        "cases/merged.html",
        {
            "title": str(person),
            "person": person,
            "merges": merged_into(person),
            "may_merge": may_merge,
            "alike": pairs_of(request.user, person) if may_merge else [],
            "merge_url": reverse("cases:merge_other", args=[person.reference]),
            "cannot_undo": CANNOT_UNDO,
            "here": "merged",
        },
    )
