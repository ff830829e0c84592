"""What the boy's record holds beside his episodes: one of each thing that an address points at."""

from accounts import audit_export
from accounts.audit_queries import Sought
from accounts.clock import today
from people import detail_services, notice_services
from people.models import Allocation, CareStatus, Placement, Relationship
from tests.cast import Cast


def on_record(cast: Cast) -> dict[str, object]:
    boy, by = cast.boy, cast.worker
    return {
        "name": detail_services.add_name(person=boy, kind="street", written="Zed", by=by).pk,
        "identifier": detail_services.add_identifier(
            person=boy, kind="council", value="610111", by=by
        ).pk,
        "alert": notice_services.add_alert(
            person=boy, kind="contact_risk", text="A man in a grey van", by=by
        ).pk,
        "court_date": notice_services.add_court_date(
            person=boy, day=today(), what="Review of the order", by=by
        ).pk,
        "suggestion": notice_services.suggest(
            person=boy, text="His aunt has moved", by=cast.carer
        ).pk,
        "status": CareStatus.objects.get(person=boy).pk,
        "placement": Placement.objects.get(person=boy, ends_on=None).pk,
        "allocation": Allocation.objects.get(person=boy, role="social_worker").pk,
        "asked": audit_export.ask(by=cast.governance, sought=Sought(), reason="A review").pk,
        "relation": Relationship.objects.get(person=boy).pk,
    }
