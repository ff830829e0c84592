"""Reads of those who went together."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT

from accounts.models import User
from cases.models import Episode, Report
from cases.queries import with_standing
from people.policy import scope_of


def group_of(episode: Episode, *, among: QuerySet[Episode]) -> list[Episode]:
    """The others of the same act whom this user sees; entered by mistake ones left out."""
    if episode.together is None:
        return []
    rows = among.filter(together=episode.together).exclude(pk=episode.pk).exclude(state="void")
    return list(with_standing(rows).order_by("person__given_name", "pk"))


def along_with(report: Report, user: User) -> list[Report]:
    """The other reports of the same act, each with what became of it; of those whose record is
    closed to this user since, none.
    """
    rows = Report.objects.filter(
        by=user, at__range=(report.at - timedelta(minutes=5), report.at + timedelta(minutes=5))
    )
    rows = rows.filter(Q(episode__isnull=True) | scope_of(user, person="episode__person_id"))
    rows = rows.annotate(act=KT("payload__together")).filter(act=str(report.token))
    return list(rows.exclude(pk=report.pk).select_related("episode__person").order_by("pk"))
