"""Those who went along: chosen before the report is sent, and seen to together afterwards."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import policy as roles
from cases import drafts, lifecycle, policy, queries, together, together_queries
from cases.access import episode_for
from cases.answering import answer
from cases.episode_frame import form_frame, frame, standing
from cases.models import Episode
from cases.report_views import draft_for
from cases.together_forms import AlongForm, BackForm, LocatedForm, RightForm, Whom
from govuk import words
from people import policy as people_policy
from people.access import person_for
from people.models import Person
from people.search import find


@dataclass(frozen=True)
class Act:
    """What can be done for all of them at once."""

    title: str
    button: str
    said: str
    permission: str
    form: type[Whom]


ACTS = {
    "back": Act("Who is back?", "Record that they are back", "Recorded who is back",
                "record_returned", BackForm),
    "located": Act("Who has been located?", "Record that they have been located",
                   "Recorded who has been located", "record_located", LocatedForm),
    "report": Act("Put the report right for all of them", "Save", "The reports have been corrected",
                  "report", RightForm),
}  # fmt: skip


def along(request: HttpRequest, token: str) -> HttpResponse:
    """“Is anybody else missing with them?”: kept in the draft until the report is sent."""
    draft = draft_for(request, token)
    if isinstance(draft, HttpResponse):
        return draft
    person = person_for(request.user, draft.person.reference, to="report")
    text = request.GET.get("q", "")
    chosen = drafts.others_of(draft)
    people = _may_have_gone(request, person, text, chosen)
    form = AlongForm(
        request.POST or None, people=[(one.reference, _line(one)) for one in people],
        most=together.MOST, initial={"others": chosen},
    )  # fmt: skip
    to = reverse("cases:report_check", args=[token])
    if request.method == "POST" and form.is_valid():
        drafts.keep(
            draft=draft, page="along", typed={"others": form.cleaned_data["others"]}, said=None
        )
        return redirect(to)
    name = person.known_as or person.given_name
    shown = {
        "title": f"Is anybody else missing with {name}?",
        "caption": f"Report {person}",
        "form": form,
        "people": people,
        "q": text,
        "back": to,
        "name": name,
    }
    return render(request, "cases/along.html", shown, status=400 if form.has_errors else 200)


def _may_have_gone(
    request: HttpRequest, person: Person, text: str, chosen: list[str]
) -> list[Person]:
    """Family, the same home, who was looked for, and who was chosen before."""
    among = people_policy.visible_to(request.user)
    every = {one.pk: one for one in together.offered(person, user=request.user)}
    every |= {one.pk: one for one in among.filter(reference__in=chosen)}
    if text:
        every |= {one.pk: one for one in find(text, among=among)}
    every.pop(person.pk, None)
    rows = queries.with_open_episode(among).filter(pk__in=every)
    return sorted(rows, key=lambda one: (one.given_name, one.pk))


def _line(person: Any) -> str:
    born = f", born {words.day(person.date_of_birth)}" if person.date_of_birth else ""
    return f"{person}{born}" + (", reported already" if person.open_ref else "")


def group(request: HttpRequest, ref: str) -> HttpResponse:
    """Who went together, how each stands, and what can be done for all of them."""
    row = episode_for(request.user, ref)
    others = together_queries.group_of(row, among=policy.visible_to(request.user, by_key=True))
    acts = [
        {"text": act.title, "href": reverse("cases:together_act", args=[ref, name])}
        for name, act in ACTS.items()
        if others and policy.may(request.user, act.permission, row).ok
    ]
    shown = frame(
        request, row, "",
        others=[(one, standing(one.state, one.status)) for one in others], acts_for_all=acts,
    )  # fmt: skip
    return render(request, "cases/together.html", shown)


def act(request: HttpRequest, ref: str, which: str) -> HttpResponse:
    """One form for all of the group, each asked of the policy by itself."""
    if which not in ACTS:
        raise Http404("No such act")
    rule = ACTS[which]
    posted = request.method == "POST"
    row = episode_for(request.user, ref, to="view" if posted else rule.permission)
    roles.require(request.user, rule.permission)
    others = together_queries.group_of(row, among=policy.visible_to(request.user, by_key=True))
    every = [one for one in [row, *others] if posted or one.is_open]
    if not every:
        return redirect("cases:together", ref)
    form = rule.form(request.POST or None, group=every)

    def work() -> None:
        _tell_of_those_not_done(request, _do(which, form, every, by=request.user))

    return answer(
        request, form=form, act=f"together.{which}", work=work,
        to=reverse("cases:together", args=[ref]), said=rule.said,
        **form_frame(row, rule.title, rule.button)
        | {"back": reverse("cases:together", args=[ref])},
    )  # fmt: skip


def _do(which: str, form: Whom, every: list[Episode], *, by: Any) -> list[tuple[Episode, str]]:
    given = dict(form.cleaned_data)
    wanted = given.pop("whom")
    rows = [one for one in every if one.reference in wanted]
    if which == "report":
        given = {name: value for name, value in given.items() if value}
        return together.correct_all(episodes=rows, by=by, **given)[1]
    move = "return_home"
    if which == "located":
        reason, move = given.pop("end_reason"), "locate"
        if given["located_way"] == "stays":
            move, given = "end_where_they_are", given | {"end_reason": reason}
            del given["located_way"]
    assert move in lifecycle.MOVES
    return together.make_all(move, episodes=rows, by=by, **given)[1]


def _tell_of_those_not_done(request: HttpRequest, rows: list[tuple[Episode, str]]) -> None:
    for row, why in rows:
        messages.error(request, f"Not recorded for {row.person}: {why}")
