"""The page that asks again who it is, and leads back to where the question came up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from accounts import sudo
from accounts.proof_forms import ProofForm


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Password, code or passkey; then back to `next`."""
    there = way_on(request)
    form = ProofForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_bound and form.is_valid():
        sudo.accept(request, form)
        return redirect(there)
    return sudo.show(request, form, next=there)


def way_on(request: HttpRequest) -> str:
    """Where to go from here: the address in `next` where it is one of ours, else the front page."""
    there = request.POST.get("next") or request.GET.get("next") or "/"
    ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, request.is_secure())
    return there if ours else "/"
