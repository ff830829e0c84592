"""Fetch a paper and ask the policy of its kind, at every look and at every download (way 15)."""

from django.http import Http404

from accounts import looking
from accounts.errors import Moved, Refused
from accounts.models import User
from cases.hooks import PAPERS
from cases.models import Paper
from cases.paper_queries import paper_by_reference
from people.policy import anybody_hidden

HIDDEN = (
    "Somebody on this sheet has a restricted record that is not open to you. Make a new sheet: it "
    "holds everybody whom you may see."
)


def paper_for(user: User, ref: str, *, with_pdf: bool = False) -> Paper:
    """The paper, if its kind lets this user see what it is about; 404 and refusals are the kind's
    own.
    """
    paper = paper_by_reference(ref, with_pdf=with_pdf)
    kind = PAPERS.get(paper.kind) if paper else None
    if paper is None or kind is None:
        raise Http404("No such paper")
    check = kind.check or kind.gather
    try:
        check(user, paper.about_ref)
    except Moved as moved:  # the record it is about was merged: the paper goes on as it left
        check(user, moved.new)
    if paper.person_id is None and anybody_hidden(user, paper.content.get("people", [])):
        raise Refused(HIDDEN, act="view", about=paper)
    looking.opened(paper, person_id=paper.person_id)
    return paper


def may_ask(user: User, kind: str, about: str) -> None:
    """Whether this user may ask for a paper of this kind; 404 for what is not there.

    Reading one that was made needs less: the kind's `check`. Asking is answered by `gather`.
    """
    if kind not in PAPERS:
        raise Http404("No such kind of paper")
    PAPERS[kind].gather(user, about)
