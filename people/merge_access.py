"""What becomes of grants, restrictions and emergency access when two records are merged.

Each goes with its record to the one that is kept; where either was restricted the whole is, and
only those named for it see it: for the kept record where both were.
"""

from accounts.models import User
from people import grants, restricting
from people.hooks import Merging
from people.models import Access, Named, Person, PersonGrant, Restriction
from people.restriction_queries import named_for, restriction_of

WHY = "The record was merged into another"


def carry_over(kept: Person, gone: Person, *, by: User, merging: Merging) -> None:
    """In the transaction of the merge, both people locked."""
    ours, theirs = restriction_of(kept.pk, lock=True), restriction_of(gone.pk, lock=True)
    if theirs is not None and ours is not None:
        restricting.close(theirs, why=WHY, by=by)
    elif standing := ours or theirs:
        named = frozenset(one.user_id for one in named_for(standing))
        open_one = gone if standing is ours else kept
        restricting.shut(open_one, at=standing.at, but=named, by=by)
    _restrictions_that_are_over(gone, merging)
    _grants_of_both(kept, gone, by=by)


def _restrictions_that_are_over(gone: Person, merging: Merging) -> None:
    """They tell of the record that goes, so they stay with it; nobody is named by them any more."""
    over = Restriction.objects.filter(person=gone, lifted_at__isnull=False)
    merging.leave("people.Restriction.person", over.values_list("pk", flat=True))
    named = Named.objects.filter(restriction__in=over).values_list("pk", flat=True)
    Access.objects.filter(person=gone, source__in=[f"named:{pk}" for pk in named]).delete()


def _grants_of_both(kept: Person, gone: Person, *, by: User) -> None:
    """Whoever was given access to both has it once, as the kept record says."""
    for row in PersonGrant.objects.filter(content_object=kept, ended_at__isnull=True):
        grants.end_one(gone, grants.to_of(row), why=WHY, by=by)
