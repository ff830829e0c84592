"""One form, one act: the page that shows a form, does the act once, and loses nothing typed.

Every deliberate POST is served once (way 10): a second tap gets the first one's result. What a
service or a move refuses comes back on the form, at its field.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.errors import add_errors_to
from accounts.submissions import serve_form_once
from govuk.forms import GovukForm
from govuk.rows import Rows


def answer(
    request: HttpRequest,
    *,
    form: GovukForm,
    act: str,
    work: Callable[[], Any],
    to: str,
    said: str,
    template: str = "form_page.html",
    rows: Rows | None = None,
    **context: Any,
) -> HttpResponse:
    """Show `form`, or do `work` with what was posted and go on to `to` with the message `said`."""
    if request.method == "POST":
        if rows is not None and rows.pressed():
            form.hush()
            rows = rows.after_press()
        elif all([form.is_valid(), rows is None or rows.is_valid()]):
            try:
                once(request, act=act, work=work)
            except ValidationError as refusal:
                add_errors_to(form, refusal)
            else:
                messages.success(request, said)
                return redirect(to)
    shown = {"form": form, "rows": rows} | context
    status = 400 if form.has_errors or (rows is not None and rows.has_errors) else 200
    return render(request, template, shown, status=status)


def once(request: HttpRequest, *, act: str, work: Callable[[], Any]) -> None:
    """Do it once for this page's token."""
    serve_form_once(request, act=act, work=work)
