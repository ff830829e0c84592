"""Pages of the moves: located, back, ended, reopened, finalised, void, another status."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts import policy as roles
from accounts.errors import Refused
from cases import closing, lifecycle
from cases.access import episode_for
from cases.answering import answer
from cases.episode_forms import FinaliseForm, ReasonForm, StatusForm
from cases.episode_frame import form_frame
from cases.found_forms import EndForm, LocateForm, ReturnForm
from cases.models import Episode
from cases.steps import current_spell
from govuk.forms import GovukForm


def fetch(request: HttpRequest, ref: str, move: str) -> tuple[Episode, str]:
    """The episode, if this move is open to this user now; and what they are called."""
    rule = lifecycle.MOVES[move]
    if request.method == "POST":  # a second tap must reach the first one's answer
        row = episode_for(request.user, ref)
        roles.require(request.user, rule.permission)
    else:
        row = episode_for(request.user, ref, to=rule.permission)
        lifecycle.check_state(row, rule)
    return row, row.person.known_as or row.person.given_name


def move_page(
    request: HttpRequest,
    row: Episode,
    *,
    move: str,
    form: GovukForm,
    said: str,
    title: str,
    button: str,
    fields: dict[str, Any] | None = None,
    **context: Any,
) -> HttpResponse:
    """One form, one move. `fields` stands in for the form's own where they differ."""

    def work() -> None:
        values = dict(form.cleaned_data) if fields is None else fields
        lifecycle.make(move, ref=row.reference, by=request.user, **values)

    return answer(
        request,
        form=form,
        act=move,
        work=work,
        to=reverse("cases:episode", args=[row.reference]),
        said=said,
        **form_frame(row, title, button, **context),
    )


def locate(request: HttpRequest, ref: str) -> HttpResponse:
    """Located. Where they stay in a right place, the episode ends there: another move of the
    same page.
    """
    row, name = fetch(request, ref, "locate")
    form = LocateForm(request.POST or None)
    move, fields = "locate", None
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        reason = fields.pop("end_reason")
        if fields["located_way"] == "stays":
            move = "end_where_they_are"
            del fields["located_way"]
            fields["end_reason"] = reason
    return move_page(
        request,
        row,
        move=move,
        form=form,
        fields=fields,
        said=f"{name} has been located",
        title=f"Where is {name}?",
        button=f"Record that {name} has been located",
    )


def return_home(request: HttpRequest, ref: str) -> HttpResponse:
    row, name = fetch(request, ref, "return_home")
    return move_page(
        request,
        row,
        move="return_home",
        form=ReturnForm(request.POST or None),
        said=f"{name} is back. The return home interview is due within 72 hours",
        title=f"{name} is back",
        button=f"Record that {name} is back",
    )


def end(request: HttpRequest, ref: str) -> HttpResponse:
    row, name = fetch(request, ref, "end_where_they_are")
    known = {"located_where": row.located_where, "located_by": row.located_by}
    return move_page(
        request,
        row,
        move="end_where_they_are",
        form=EndForm(request.POST or None, initial=known),
        said="The episode has ended",
        title=f"End the episode where {name} is",
        button="End the episode",
    )


def change_status(request: HttpRequest, ref: str) -> HttpResponse:
    row, name = fetch(request, ref, "change_status")
    return move_page(
        request,
        row,
        move="change_status",
        form=StatusForm(request.POST or None),
        said="The status has changed",
        title=f"Change the status of {name}",
        button="Change the status",
        lead=f"Now: {current_spell(row).get_status_display()}",
    )


def reopen(request: HttpRequest, ref: str) -> HttpResponse:
    row, name = fetch(request, ref, "reopen")
    return move_page(
        request,
        row,
        move="reopen",
        form=ReasonForm(request.POST or None),
        said=f"The episode is open again: {name} is not found",
        title=f"Reopen: {name} is not found",
        button="Reopen the episode",
        template="confirm_page.html",
        lead=f"{name} will show as missing or absent again, and those who work with them are told.",
    )


def void(request: HttpRequest, ref: str) -> HttpResponse:
    row, name = fetch(request, ref, "void")
    return move_page(
        request,
        row,
        move="void",
        form=ReasonForm(request.POST or None),
        said="The episode is void",
        title="Was this episode entered by mistake?",
        button="Void the episode",
        template="confirm_page.html",
        lead=f"It stays on {name}’s record, marked as entered by mistake. This cannot be undone.",
    )


def finalise(request: HttpRequest, ref: str) -> HttpResponse:
    """Close for good; what is lacking is said before anything is asked."""
    row, name = fetch(request, ref, "finalise")
    if request.method != "POST" and (lacking := closing.missing_for(row)):
        raise Refused(" ".join(lacking))
    form = FinaliseForm(request.POST or None, unanswered=closing.unanswered(row))
    fields = None
    if request.method == "POST" and form.is_valid():
        fields = {"reasons": form.reasons()}
    return move_page(
        request,
        row,
        move="finalise",
        form=form,
        fields=fields,
        said="The episode is finalised",
        title="Finalise the episode",
        button="Finalise the episode",
        template="confirm_page.html",
        lead=f"After this the episode of {name} can only be read.",
    )
