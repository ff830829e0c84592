"""Brothers, sisters and other relatives who are here too: found, added, ended with a reason."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts import policy as roles
from accounts.errors import Invalid
from cases.answering import answer
from cases.person_forms import WhyForm
from cases.person_frame import head, of_person
from govuk.fields import RadiosField
from govuk.forms import GovukForm
from people import policy as people_policy
from people import record_queries, relation_services, rules
from people.access import person_for
from people.search import find


class RelateForm(GovukForm):
    other = RadiosField(label="Who is it?", subject="who it is", choices=())
    kind = RadiosField(
        label="What are they to each other?", subject="how they are related",
        choices=list(rules.RELATIONSHIPS.items()),
    )  # fmt: skip

    def __init__(
        self, *args: object, people: list[tuple[str, str]], name: str, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = people
        self.fields["kind"].label = f"They are {name}’s"


def family(request: HttpRequest, ref: str) -> HttpResponse:
    """Relatives whom this user may see; the others are not named."""
    row = person_for(request.user, ref)
    among = people_policy.visible_to(request.user)
    context = head(
        row, "Family", relations=record_queries.relations_of(row, among=among),
        may_edit=roles.may(request.user, "edit_person").ok,
    )  # fmt: skip
    return render(request, "cases/person_family.html", context)


def relate(request: HttpRequest, ref: str) -> HttpResponse:
    """Search among those whom this user may see, then choose and say what they are."""
    row = person_for(request.user, ref, to="edit_person")
    text = request.GET.get("q", "")
    among = people_policy.visible_to(request.user)
    found = [one for one in find(text, among=among) if one.pk != row.pk]
    by_ref = {one.reference: one for one in found}
    labels = [
        (key, ", ".join(filter(None, [one.name, _born(one), key]))) for key, one in by_ref.items()
    ]
    name = row.known_as or row.given_name
    form = RelateForm(request.POST or None, people=labels, name=name, initial={"kind": "sibling"})
    to = reverse("cases:person_family", args=[row.reference])

    def work() -> None:
        other = by_ref.get(form.cleaned_data["other"])
        if other is None:
            raise Invalid({"other": "Select who it is from the list"})
        relation_services.relate(
            person=row, other=other, kind=form.cleaned_data["kind"], by=request.user
        )

    return answer(
        request, form=form, act="person.relate", work=work, to=to, said="Relationship recorded",
        template="cases/person_relate.html",
        **head(
            row, "Add a relative", back=to, q=text, found=bool(found), button_text="Add them"
        ),
    )  # fmt: skip


def _born(person: object) -> str:
    born = getattr(person, "date_of_birth", None)
    return f"born {born:%-d %-m %Y}" if born else ""


def end(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    row = person_for(request.user, ref, to="edit_person")
    relation = of_person(record_queries.relation_of(row.pk, number))
    seen = people_policy.may(request.user, "view", relation.other).ok
    other = str(relation.other) if seen else "somebody whose record you may not see"
    form = WhyForm(request.POST or None)
    to = reverse("cases:person_family", args=[row.reference])
    return answer(
        request,
        form=form,
        act="person.end_relation",
        work=lambda: relation_services.end_relation(
            person=row, number=number, by=request.user, **form.cleaned_data
        ),
        to=to,
        said="The relationship has ended",
        **head(
            row, f"End the relationship with {other}", back=to,
            button_text="End this relationship",
            lead="It ends on both records. That it was there stays in the history.",
        ),
    )  # fmt: skip
