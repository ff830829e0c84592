"""Reads of the sharing record. The copy itself is read only where it is given out."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.clock import SqlNow, now
from accounts.models import Membership, Organisation, User
from accounts.queries import current, organisations_of
from accounts.rules import ROLES
from govuk.paging import Key
from people.models import Sharing, SharingAgreement, SharingOutcome, SharingWithdrawal
from people.sharing_rules import SHARED_WITH

PAGE = 25


def _with_names(rows: QuerySet[Sharing]) -> QuerySet[Sharing]:
    joined = rows.select_related("by", "to_organisation", "copy", "withdrawal__by", "person")
    return joined.defer("copy__content").annotate(outcome_count=Count("outcomes"))


def page_of(
    rows: QuerySet[Sharing], *, before: Key | None, size: int = PAGE
) -> tuple[list[Sharing], bool]:
    """One page, newest first, by key; and whether there are more."""
    rows = _with_names(rows)
    if before:
        rows = rows.filter(Q(at__lt=before[0]) | Q(at=before[0], pk__lt=before[1]))
    found = list(rows.order_by("-at", "-id")[: size + 1])
    return found[:size], len(found) > size


def of_person(person_id: int) -> QuerySet[Sharing]:
    return Sharing.objects.filter(person_id=person_id)


def of_everybody() -> QuerySet[Sharing]:
    return Sharing.objects.all()


def given_from(source: str, *, people: list[int]) -> list[Sharing]:
    """To whom this paper or file was given, first to last; each once, however many it is about."""
    rows = Sharing.objects.filter(source=source, person__in=people)
    rows = rows.select_related("to_organisation").order_by("at", "pk")
    each = {(row.at, row.to_whom): row for row in rows}
    return list(each.values())


def receivers_of(sources: list[str], *, person_id: int) -> dict[str, list[str]]:
    """By reference, those to whom each of these papers about one person was given."""
    found: dict[str, list[str]] = {}
    rows = Sharing.objects.filter(source__in=sources, person=person_id).order_by("at", "pk")
    for source, to_whom in rows.values_list("source", "to_whom"):
        if to_whom not in found.setdefault(source, []):
            found[source].append(to_whom)
    return found


def shown_to(user: User) -> QuerySet[Sharing]:
    """What the organisations of this user are shown now: not ended, not withdrawn."""
    gone = SharingWithdrawal.objects.filter(sharing=OuterRef("pk"))
    return Sharing.objects.filter(
        ~Exists(gone), to_organisation__in=organisations_of(user), shown_until__gt=SqlNow()
    )


def sharing_by_reference(ref: str) -> Sharing | None:
    return _with_names(Sharing.objects.filter(reference=ref)).first()


def outcomes_of(sharing: Sharing) -> list[SharingOutcome]:
    return list(sharing.outcomes.select_related("by"))


def shown_now(sharing: Sharing) -> bool:
    """Whether the other organisation is shown it at this moment."""
    until = sharing.shown_until
    return until is not None and until > now() and not hasattr(sharing, "withdrawal")


def withdrawn(sharing: Sharing) -> bool:
    return SharingWithdrawal.objects.filter(sharing=sharing).exists()


def content_of(sharing: Sharing) -> bytes | None:
    """The exact copy that was kept, where there is one."""
    rows = Sharing.objects.filter(pk=sharing.pk, copy__isnull=False)
    content = rows.values_list("copy__content", flat=True).first()
    return bytes(content) if content is not None else None


def readers_of(organisation_id: int) -> list[int]:
    """Ids of those of an organisation who are shown what was shared with it, today."""
    able = [key for key, role in ROLES.items() if "view_shared" in role.acts]
    rows = Membership.objects.filter(
        current(), team__organisation=organisation_id, role__in=able, user__is_active=True
    )
    return list(rows.values_list("user_id", flat=True).distinct())


def organisations_to_share_with() -> list[Organisation]:
    """Police forces first, then other authorities and agencies, each by name."""
    rows = Organisation.objects.filter(kind__in=SHARED_WITH, active=True).order_by("name")
    return sorted(rows, key=lambda one: SHARED_WITH.index(one.kind))


def agreements() -> list[SharingAgreement]:
    return list(SharingAgreement.objects.filter(active=True))
