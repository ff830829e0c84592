"""Views that somebody keeps of the board or the list: made, renamed, chosen, removed."""

from django.db import IntegrityError, transaction
from django.http import Http404

from accounts import audit
from accounts.clock import now
from accounts.errors import Conflict, Invalid
from accounts.models import User
from cases import list_rules
from cases.models import SavedView

TAKEN = "You have a view of this name already. Choose another name, or remove that one first."
TOO_MANY = "You can keep {most} views of one list. Remove one that you do not need."


def save(*, by: User, page: str, name: str, filters: dict[str, str], is_default: bool) -> SavedView:
    """Keep these filters under this name."""
    name = _named(name)
    try:
        with transaction.atomic():
            if SavedView.objects.filter(user=by, page=page).count() >= list_rules.MOST_VIEWS:
                raise Invalid({"__all__": TOO_MANY.format(most=list_rules.MOST_VIEWS)})
            if is_default:
                _no_default(by, page)
            row = SavedView.objects.create(
                user=by, page=page, name=name, filters=filters, is_default=is_default,
                saved_at=now(),
            )  # fmt: skip
            audit.record("view.saved", by=by, name=name, page=list_rules.PAGES[page])
    except IntegrityError as error:
        raise _in_words(error) from error
    return row


def change(*, by: User, number: int, version: int, name: str, is_default: bool) -> SavedView:
    """Another name, or another list opens with it."""
    name = _named(name)
    try:
        with transaction.atomic():
            row = _own(by, number)
            if row.version != version:
                raise Conflict("You have changed this view in another window.", theirs=row)
            if is_default:
                _no_default(by, row.page)
            row.name, row.is_default, row.version = name, is_default, row.version + 1
            row.save()
            audit.record("view.saved", by=by, name=name, page=row.get_page_display())
    except IntegrityError as error:
        raise _in_words(error) from error
    return row


def remove(*, by: User, number: int) -> None:
    """It is gone; the list opens without it."""
    with transaction.atomic():
        row = _own(by, number)
        audit.record("view.removed", by=by, name=row.name, page=row.get_page_display())
        row.delete()


def _own(by: User, number: int) -> SavedView:
    row = SavedView.objects.select_for_update().filter(user=by, pk=number).first()
    if row is None:
        raise Http404("No such view")
    return row


def _no_default(by: User, page: str) -> None:
    SavedView.objects.filter(user=by, page=page, is_default=True).update(is_default=False)


def _named(name: str) -> str:
    if not name.strip():
        raise Invalid({"name": "Enter a name for the view"})
    return name.strip()


def _in_words(error: IntegrityError) -> Exception:
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    return Invalid({"name": TAKEN}) if name == "saved_view_name_once_a_list" else error
