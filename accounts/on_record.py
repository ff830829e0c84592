"""Every look at a person's record is kept, whichever page or call of the API it was (way 7).

Kept at the end of the request, in a transaction of its own: a look at each person whose record was
opened and shown and of whom no other event of the request tells; a list that was looked through;
and the attempt to open a record that is there but out of reach, which is answered as not found.

What a page fetches by itself while nobody turns it is not kept (BACKGROUND), and only where the
address is such a part: a header alone would let anybody read unseen.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts import audit, hooks, looking
from accounts.models import User

Next = Callable[[HttpRequest], HttpResponse]
# Parts that pages fetch again by themselves.
BACKGROUND = {"cases:board_part", "papers:state"}
# Lists of people's names: what was looked through is kept, not each name in it.
LISTS = {
    "people:list": "people",
    "people:duplicates": "records that may be one person’s",
    "cases:list": "episodes",
    "cases:board": "who is missing now",
    "cases:home_list": "who of a home is not back yet",
    "cases:tonight": "the page for out of hours",
    "meetings:list": "meetings",
    "returns:list": "return home interviews",
    "audit:list": "the audit trail",
    "episodes_api:list": "episodes, through the API",
    "episodes_api:people": "people, through the API",
}
NOT_FILTERS = {
    "q",
    "before",
    "after",
    "all",
}  # a search has an event of its own; a page has no meaning
SHOWN = {400, 409, 429}  # a form comes back with the record around it
OUT_OF_REACH = "It is out of their reach: they were told that it is not there."
OTHERWISE = "The request was not taken."


class OnRecord:
    """The last of the middleware: what it sees is what the view or its refusal answered."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with looking.watched() as looks:
            response = self.get_response(request)
            user = request.user
            if isinstance(user, User):
                keep(request, response, looks=looks, by=user)
        return response


def keep(request: HttpRequest, response: HttpResponse, *, looks: looking.Looks, by: User) -> None:
    """Write what this answer leaves on record beside the events of its changes."""
    page = request.resolver_match.view_name if request.resolver_match else ""
    if response.status_code == 404:
        _out_of_reach(request, looks=looks, by=by)
    elif response.status_code == 403:
        if "refused" not in looks.verbs:
            audit.record_alone("refused", by=by, reason=OTHERWISE, path=request.path)
    elif response.status_code < 300 or response.status_code in SHOWN:
        if by_itself(request, response, page):
            return
        for person_id, about in looks.opened.items():
            if person_id not in looks.told:
                audit.looked_at(person_id=person_id, by=by, about=about, page=page)
        if page in LISTS and request.method in {"GET", "HEAD"} and not looks.verbs:
            chosen = {
                name: value
                for name, value in request.GET.items()
                if value and name not in NOT_FILTERS
            }
            audit.record_alone("listed", by=by, what=LISTS[page], filters=chosen)


def by_itself(request: HttpRequest, response: HttpResponse, page: str) -> bool:
    """Whether the page asked and not somebody: a part that refreshes, or typing that is saved."""
    if request.headers.get("X-Background") != "1":
        return False
    saved = request.method == "POST" and "json" in response.headers.get("Content-Type", "")
    return page in BACKGROUND or saved


def _out_of_reach(request: HttpRequest, *, looks: looking.Looks, by: User) -> None:
    """Not found, but there: somebody tried an address that is not theirs. Where the record itself
    was opened to them, only a part of the address was wrong, and nobody was refused.
    """
    ref = str((request.resolver_match.kwargs if request.resolver_match else {}).get("ref", ""))
    find = hooks.RECORDS.get(ref[:2])
    found = find(ref) if find else None
    if found is None:
        return
    about, person_id = found
    if person_id in looks.opened:
        return
    audit.record_alone(
        "refused", by=by, about=about, person_id=person_id, reason=OUT_OF_REACH, act="view",
        path=request.path,
    )  # fmt: skip
