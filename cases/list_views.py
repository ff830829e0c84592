"""What somebody does with a list: keeps it as a view, takes it away as a file."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import policy as roles
from accounts.clock import local, now
from accounts.csv_files import download
from accounts.errors import add_errors_to
from accounts.models import User
from accounts.sudo import freshly_signed_in
from cases import list_files, list_queries, list_rules, queries, view_services
from cases.answering import answer, once
from cases.list_forms import (
    BoardFilter,
    CsvForm,
    ViewForm,
    chosen_in,
    filter_of,
    in_words,
    typed_in,
)
from cases.models import Episode, SavedView
from cases.policy import visible_to

ADDRESS = {"board": "cases:board", "list": "cases:list"}
NEEDS = {"board": "see_board", "list": "view"}


def _allowed(request: HttpRequest, page: str) -> None:
    if page not in list_rules.PAGES:
        raise Http404("No such list")
    roles.require(request.user, NEEDS[page])


def among_for(user: User, page: str, chosen: dict[str, Any]) -> QuerySet[Episode]:
    """What this list holds for this user, by these filters."""
    among = visible_to(user, by_key=page == "board")
    if page == "board":
        among = queries.away_now(among)
    return list_queries.filtered(among, user=user, **chosen)


def _back_to(page: str, form: BoardFilter) -> str:
    return f"{reverse(ADDRESS[page])}?{form.address() or 'all=1'}"


def save_view(request: HttpRequest, page: str) -> HttpResponse:
    """The filters of the address, under a name."""
    _allowed(request, page)
    filters = filter_of(page, request)
    typed = typed_in(filters)
    form = ViewForm(request.POST or None)

    def work() -> None:
        said = form.cleaned_data
        view_services.save(
            by=request.user, page=page, name=said["name"], filters=typed,
            is_default=said["is_default"],
        )  # fmt: skip

    back = _back_to(page, filters)
    return answer(
        request, form=form, act="view.save", work=work, to=back, said="View saved",
        title="Save these filters as a view", caption=list_rules.PAGES[page], back=back,
        cancel=back, button_text="Save view",
    )  # fmt: skip


def views(request: HttpRequest, page: str) -> HttpResponse:
    """One's own views of one list: opened, renamed, removed."""
    _allowed(request, page)
    back = reverse(ADDRESS[page]) + "?all=1"
    return render(
        request,
        "cases/saved_views.html",
        {
            "title": "Your saved views",
            "caption": list_rules.PAGES[page],
            "page": page,
            "views": [(row, address_of(row)) for row in list_queries.views_of(request.user, page)],
            "back": back,
        },
    )


def address_of(row: SavedView) -> str:
    """Where the list is, filtered as the view says."""
    return f"{reverse(ADDRESS[row.page])}?{urlencode(row.filters) or 'all=1'}"


def view(request: HttpRequest, number: int) -> HttpResponse:
    """A view's name, and whether the list opens with it."""
    row = _own(request, number)
    form = ViewForm(
        request.POST or None,
        initial={"name": row.name, "is_default": row.is_default, "version": row.version},
    )
    back = reverse("cases:saved_views", args=[row.page])

    def work() -> None:
        said = form.cleaned_data
        view_services.change(
            by=request.user, number=number, version=said["version"] or 0, name=said["name"],
            is_default=said["is_default"],
        )  # fmt: skip

    return answer(
        request, form=form, act="view.change", work=work, to=back, said="Saved",
        title=f"Change the view {row.name}", caption=list_rules.PAGES[row.page], back=back,
        cancel=back, button_text="Save",
    )  # fmt: skip


@require_POST
def remove_view(request: HttpRequest, number: int) -> HttpResponse:
    row = _own(request, number)
    once(
        request,
        act="view.remove",
        work=lambda: view_services.remove(by=request.user, number=number),
    )
    messages.success(request, f"The view {row.name} is removed")
    return redirect("cases:saved_views", row.page)


def _own(request: HttpRequest, number: int) -> SavedView:
    row = list_queries.view_of(request.user, number)
    if row is None:
        raise Http404("No such view")
    return row


@freshly_signed_in
def csv(request: HttpRequest, page: str) -> HttpResponse:
    """The list as it is filtered, as a file: who takes it says why, and it is on record."""
    _allowed(request, page)
    roles.require(request.user, "export_list")
    filters = filter_of(page, request)
    back = _back_to(page, filters)
    if filters.is_bound and not filters.is_valid():
        messages.error(request, "The filters are not right: put them right, then take the file")
        return redirect(f"{reverse(ADDRESS[page])}?{request.GET.urlencode()}")
    form = CsvForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return taken(request, page, filters, reason=form.cleaned_data["reason"])
        except ValidationError as refusal:
            add_errors_to(form, refusal)
    context = {
        "form": form, "title": "Download this list as CSV", "caption": list_rules.PAGES[page],
        "back": back, "cancel": back, "button_text": "Download CSV", "filters": in_words(filters),
    }  # fmt: skip
    return render(request, "cases/list_csv.html", context, status=400 if form.has_errors else 200)


def taken(request: HttpRequest, page: str, filters: BoardFilter, *, reason: str) -> HttpResponse:
    """Recorded once for this page's token; a second tap is handed the file again."""
    file, about = list_files.file_of(among_for(request.user, page, chosen_in(filters)))
    once(
        request,
        act=f"list.csv {page} {file.sha256}",
        work=lambda: list_files.on_record(
            by=request.user, file=file, about=about, page=page, reason=reason,
            filters=typed_in(filters),
        ),
    )  # fmt: skip
    return download(file, name=f"{page}-{local(now()):%Y-%m-%d-%H%M}.csv")
