"""Pages about agreed places, authorised leave, curfews, and who is not back yet."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import policy as roles
from accounts.clock import now
from accounts.queries import organisations_of
from cases import drafts, leave_queries, leave_rules, leave_services, presence_services, queries
from cases.answering import answer, once
from cases.leave_forms import (
    CurfewForm,
    ExtendForm,
    LeaveForm,
    LeaveOverForm,
    OutForm,
    StayForm,
    WhyForm,
)
from govuk import words
from govuk.forms import GovukForm
from govuk.typed import whole_number
from people import policy as people_policy
from people.access import person_for
from people.models import Person


def _name(person: Person) -> str:
    return person.known_as or person.given_name


def _page(
    request: HttpRequest, person: Person, form: GovukForm, act: str, work: Any, **context: Any
) -> HttpResponse:
    back = reverse("cases:leaves", args=[person.reference])
    to = context.pop("to", back)
    return answer(
        request, form=form, act=act, work=work, to=to, caption=str(person),
        back=context.pop("back", back), **context,
    )  # fmt: skip


def home_list(request: HttpRequest) -> HttpResponse:
    """Who is not back yet: every child of the home, the urgent ones first, each with one tap."""
    roles.require(request.user, "log_presence")
    wide = roles.sees_whole_council(request.user)
    homes = leave_queries.homes_with_children(None if wide else organisations_of(request.user))
    chosen = whole_number(request.GET.get("home", ""))
    home = next((one for one in homes if one.pk == chosen), homes[0] if homes else None)
    moment = now()
    people = people_policy.visible_to(request.user)
    rows = leave_queries.who_is_in(home, among=people, now=moment) if home else []
    context = {"title": "Who is not back yet", "homes": homes, "home": home, "rows_shown": rows}
    return render(request, "cases/home_list.html", context | {"now": moment})


@require_POST
def sign_in(request: HttpRequest, ref: str) -> HttpResponse:
    """One tap: they are in."""
    person = person_for(request.user, ref, to="log_presence")
    once(
        request,
        act="presence.in",
        work=lambda: presence_services.sign(
            person_ref=person.reference, by=request.user, state="in"
        ),
    )
    return redirect("cases:home_list")


def sign_out(request: HttpRequest, ref: str) -> HttpResponse:
    person = person_for(request.user, ref, to="log_presence")
    curfew = leave_queries.curfew_of(person.pk)
    due = (
        leave_rules.curfew_tonight(curfew.school_night, curfew.weekend_night, now())
        if curfew
        else None
    )
    form = OutForm(request.POST or None, initial={"back_by": due} if due and due > now() else {})
    return _page(
        request, person, form, "presence.out",
        lambda: presence_services.sign(
            person_ref=ref, by=request.user, state="out", **form.cleaned_data
        ),
        said=f"{_name(person)} has gone out", title=f"{_name(person)} is going out",
        button_text=f"Record that {_name(person)} is out", to=reverse("cases:home_list"),
        back=reverse("cases:home_list"),
    )  # fmt: skip


def leaves(request: HttpRequest, ref: str) -> HttpResponse:
    """Agreed places, tonight's leave and the curfew of one child."""
    person = person_for(request.user, ref)
    rows = leave_queries.leaves_of(person.pk)
    context = {
        "title": str(person),
        "person": person,
        "name": _name(person),
        "here": "leave",
        "stays": leave_queries.stays_of(person.pk),
        "open": next((row for row in rows if row.ended_at is None), None),
        "past": [row for row in rows if row.ended_at is not None],
        "curfew": leave_rules.curfew_in_words(leave_queries.curfew_of(person.pk)),
        "may_log": roles.may(request.user, "log_leave").ok,
        "may_agree": roles.may(request.user, "authorise_leave").ok,
        "episode": queries.open_episode_of(person.pk),
        "now": now(),
    }
    return render(request, "cases/leaves.html", context)


def log_leave(request: HttpRequest, ref: str) -> HttpResponse:
    """Tonight's answer: which agreed place, who confirmed it. A report begun is thrown away."""
    person = person_for(request.user, ref, to="log_leave")
    form = LeaveForm(request.POST or None, stays=leave_queries.stays_of(person.pk))

    def work() -> None:
        leave_services.log_leave(person_ref=ref, by=request.user, **form.said())
        draft = queries.draft_about(request.user, person.pk)
        if draft is not None and list(draft.data) == ["where"]:
            drafts.sent(draft=draft, by=request.user)

    return _page(
        request, person, form, "leave.log", work,
        said=f"{_name(person)} is on authorised leave. No report is needed",
        title=f"Log leave for {_name(person)}", button_text="Log this leave",
    )  # fmt: skip


def leave(request: HttpRequest, ref: str) -> HttpResponse:
    """One leave: where it leads is the child's page of leave."""
    row = leave_services.leave_for(request.user, ref)
    return redirect("cases:leaves", row.person.reference)


def extend(request: HttpRequest, ref: str) -> HttpResponse:
    row = leave_services.leave_for(request.user, ref, to="authorise_leave")
    form = ExtendForm(request.POST or None, initial={"version": row.version})
    return _page(
        request, row.person, form, "leave.extend",
        lambda: leave_services.extend_leave(
            ref=ref, by=request.user, **form.cleaned_data
        ),
        said="The leave is extended", title=f"Extend leave for {_name(row.person)}",
        lead=f"Now at {row.where}, until {words.when(row.until)}.", button_text="Extend the leave",
    )  # fmt: skip


def end(request: HttpRequest, ref: str) -> HttpResponse:
    row = leave_services.leave_for(request.user, ref, to="log_leave")
    form = LeaveOverForm(request.POST or None, initial={"how": "back", "version": row.version})
    return _page(
        request, row.person, form, "leave.end",
        lambda: leave_services.end_leave(
            ref=ref, by=request.user, **form.cleaned_data
        ),
        said="The leave has ended", title=f"{_name(row.person)}’s leave is over",
        button_text="End the leave",
    )  # fmt: skip


def new_stay(request: HttpRequest, ref: str) -> HttpResponse:
    person = person_for(request.user, ref, to="authorise_leave")
    form = StayForm(request.POST or None)
    return _page(
        request, person, form, "stay.new",
        lambda: leave_services.agree_stay(person_ref=ref, by=request.user, **form.cleaned_data),
        said="The place is agreed", title=f"Agree a place where {_name(person)} may stay",
        button_text="Agree this place",
    )  # fmt: skip


def end_stay(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    person = person_for(request.user, ref, to="authorise_leave")
    stay = leave_queries.stay_of(person, number)
    if stay is None:
        raise Http404("No such agreement")
    form = WhyForm(request.POST or None)
    return _page(
        request, person, form, "stay.end",
        lambda: leave_services.end_stay(
            person_ref=ref, stay_id=number, by=request.user, **form.cleaned_data
        ),
        said="The agreement has ended", title=f"End the agreement about {stay.where}",
        button_text="End the agreement",
    )  # fmt: skip


def curfew(request: HttpRequest, ref: str) -> HttpResponse:
    person = person_for(request.user, ref, to="authorise_leave")
    kept = leave_queries.curfew_of(person.pk)
    known = {"school_night": kept.school_night, "weekend_night": kept.weekend_night} if kept else {}
    form = CurfewForm(request.POST or None, initial=known)
    return _page(
        request, person, form, "curfew.set",
        lambda: presence_services.set_curfew(
            person_ref=ref, by=request.user,
            school_night=form.cleaned_data["school_night"] or None,
            weekend_night=form.cleaned_data["weekend_night"] or None,
        ),
        said="The curfew is set", title=f"{_name(person)}’s curfew",
        lead="By when they are to be in. Leave a line empty where there is none.",
        button_text="Set the curfew",
    )  # fmt: skip
