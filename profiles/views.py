"""Pages of the Missing Profile."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import policy
from accounts.errors import Invalid, add_errors_to
from accounts.submissions import serve_once, token_for
from cases import section_views
from cases.paper_queries import papers_about
from cases.section_views import LongForm
from people.file_queries import likeness_of
from profiles import compare, forms, queries, services, versions
from profiles.access import profile_and_person, profile_for, version_for
from profiles.models import MissingProfile, ProfileSection
from profiles.papers import about
from profiles.parts import GROUPS, PARTS


def home(profile: MissingProfile) -> str:
    return reverse("profiles:profile", args=[profile.person.reference])


def _beside(profile: MissingProfile) -> dict[str, Any]:
    """Shown apart on every section: what the record knows already."""
    return {
        "record": queries.record_of(profile.person),
        "chronology": queries.chronology_of(profile.person_id),
        "about_earlier": PARTS["chronology"],
    }


LONG = LongForm(
    name="profile",
    table=ProfileSection,
    parts=lambda profile: PARTS,
    fetch=profile_for,
    to="edit_profile",
    person_id=lambda profile: profile.person_id,
    home=home,
    page=lambda profile, key: reverse("profiles:section", args=[profile.person.reference, key]),
    caption=lambda profile: f"Missing Profile: {profile.person.name}",
    aside="profiles/aside.html",
    context=_beside,
)


@require_safe
def profile(request: HttpRequest, ref: str) -> HttpResponse:
    """The profile's front page: its sections, likelihood, versions and where it was sent."""
    person, found = profile_and_person(request.user, ref)
    context = {
        "title": f"Missing Profile: {person.name}",
        "person": person,
        "profile": found,
        "may_edit": policy.may(request.user, "edit_profile").ok,
        "may_see_sharing": policy.may(request.user, "view_sharing").ok,
        "back": {
            "href": reverse("cases:person", args=[ref]),
            "text": f"Back to the record of {person.name}",
        },
    }
    if found is not None:
        last = queries.latest_version(found)
        context |= {
            "groups": [
                (title, section_views.tasks(LONG, found, only=frozenset(keys)))
                for title, keys in GROUPS
            ],
            "versions": queries.versions_of(found),
            "last": last,
            "sendings": queries.sendings_of(found),
            "photo": likeness_of(person.pk),
            "not_ready": versions.not_ready(found),
            "about_draft": about(ref, None),
            "about_last": about(ref, last.number) if last else "",
            "papers": papers_about("missing_profile", about(ref, last.number if last else None)),
        }
    return render(request, "profiles/profile.html", context)


@require_POST
def start(request: HttpRequest, ref: str) -> HttpResponse:
    """Begins the profile; a second tap finds it begun."""
    person, _ = profile_and_person(request.user, ref, to="edit_profile")

    def work() -> dict[str, Any]:
        return {"id": services.start(person=person, by=request.user).pk}

    try:
        serve_once(
            user=request.user,
            token=request.POST.get("submission_token", ""),
            act="profile.start",
            payload=[ref],
            work=work,
        )
    except Invalid as invalid:
        messages.error(request, " ".join(invalid.messages))
    return redirect("profiles:profile", ref)


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    return section_views.section_page(request, LONG, ref, key)


@require_safe
def read(request: HttpRequest, ref: str) -> HttpResponse:
    """The whole as it stands now, to read through."""
    found = profile_for(request.user, ref)
    return render(
        request,
        "profiles/whole.html",
        {
            "title": f"Missing Profile of {found.person.name}, as it stands now",
            "caption": ref,
            "content": versions.whole(found.person, found),
            "back": {"href": home(found), "text": "Back to the Missing Profile"},
        },
    )


@require_safe
def version(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """One agreed version, as it was."""
    found = version_for(request.user, ref, number)
    return render(
        request,
        "profiles/whole.html",
        {
            "title": f"Missing Profile of {found.profile.person.name}, version {number}",
            "caption": ref,
            "content": found.content,
            "version": found,
            "person": found.profile.person,
            "about": about(ref, number),
            "papers": papers_about("missing_profile", about(ref, number)),
            "back": {"href": home(found.profile), "text": "Back to the Missing Profile"},
        },
    )


@require_safe
def changes(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """What changed from an earlier version (`?from=`, else the one before) to this one."""
    new = version_for(request.user, ref, number)
    asked = request.GET.get("from", "")
    earlier = int(asked) if asked.isdecimal() and len(asked) < 6 else number - 1
    old = queries.version_numbered(new.profile, earlier)
    if old is None or old.number >= new.number:
        raise Http404("No earlier version to compare with")
    context = {
        "title": f"What changed from version {old.number} to version {new.number}",
        "caption": f"Missing Profile: {new.profile.person.name}",
        "old": old,
        "new": new,
        "changes": compare.changes(old.content, new.content),
        "others": [one for one in queries.versions_of(new.profile) if one.number < number],
        "person": new.profile.person,
        "back": {"href": home(new.profile), "text": "Back to the Missing Profile"},
    }
    return render(request, "profiles/changes.html", context)


def _form_page(
    request: HttpRequest,
    ref: str,
    *,
    form: Any,
    act: str,
    change: Any,
    page: dict[str, Any],
    answers: Callable[[], dict[str, Any]] | None = None,
    template: str = "profiles/form.html",
) -> HttpResponse:
    """One short form about the profile: shown, refused with nothing lost, or served once.

    `answers` gives what `change` takes, where that is not the form's own answers.
    """
    found = profile_for(request.user, ref, to="edit_profile")
    if request.method == "POST" and form.is_valid():

        def work() -> dict[str, Any]:
            locked = profile_for(request.user, ref, to="edit_profile", lock=True)
            given = answers() if answers else form.cleaned_data
            return {"id": change(profile=locked, by=request.user, **given).pk}

        try:
            serve_once(
                user=request.user,
                token=request.POST.get("submission_token", ""),
                act=act,
                payload=[ref, form.typed()],
                work=work,
            )
        except Invalid as invalid:
            add_errors_to(form, invalid)
        else:
            messages.success(request, page.pop("done"))
            return redirect(home(found))
    context = page | {
        "form": form,
        "token": token_for(request),
        "caption": f"Missing Profile: {found.person.name}",
        "cancel": home(found),
        "back": {"href": home(found), "text": "Back to the Missing Profile"},
    }
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, ref: str) -> HttpResponse:
    return _form_page(
        request, ref, act="profile.agree", change=versions.agree,
        form=forms.AgreeForm(request.POST or None),
        page={
            "title": "Agree this version",
            "lead": "The whole text is kept as it stands now and cannot be changed afterwards. "
            "You can go on editing for the next version.",
            "button_text": "Agree this version",
            "done": "This version is agreed and kept",
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def likelihood(request: HttpRequest, ref: str) -> HttpResponse:
    found = profile_for(request.user, ref, to="edit_profile")
    now = {"likelihood": found.likelihood, "why": found.likelihood_why}
    return _form_page(
        request, ref, act="profile.likelihood", change=services.say_likelihood,
        form=forms.LikelihoodForm(request.POST or None, initial=now),
        page={
            "title": "How likely are they to go missing?",
            "button_text": "Save likelihood",
            "done": "The likelihood of going missing is recorded",
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: HttpRequest, ref: str) -> HttpResponse:
    found = profile_for(request.user, ref, to="edit_profile")
    form = forms.SentForm(request.POST or None, person=found.person)
    return _form_page(
        request, ref, act="profile.sent", change=services.record_sent, form=form,
        answers=form.answers, template="sharing/form_page.html",
        page={
            "title": "Record that the profile was sent",
            "lead": "Homeward does not send it for you. Make the PDF, send it, then "
            "record that here.",
            "button_text": "Record that it was sent",
            "done": "The sending is recorded",
        },
    )  # fmt: skip
