"""Shapes of the API: what goes in and what comes out. Rules are the services' alone."""

from datetime import UTC, datetime
from typing import Any

from rest_framework import serializers

from cases import rules
from people.rules import SOCIAL_CARE_STATUS

NO_OFFSET = "Give the time with its offset, such as 2026-03-06T11:30:00+00:00"


class Moment(serializers.DateTimeField):
    """A time with its offset: without one, two moments a year would be meant by the same words."""

    def enforce_timezone(self, value: datetime) -> datetime:
        if value.tzinfo is None:
            raise serializers.ValidationError(NO_OFFSET)
        try:
            return value.astimezone(UTC)
        except OverflowError:
            raise serializers.ValidationError(NO_OFFSET) from None


def choice(choices: dict[str, str], **options: Any) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=list(choices.items()), **options)


class PersonOut(serializers.Serializer[Any]):
    """A person as lists show them."""

    reference = serializers.CharField()
    name = serializers.CharField()
    date_of_birth = serializers.DateField(allow_null=True)
    gender = serializers.CharField(source="get_gender_display")
    care_status = serializers.SerializerMethodField()
    open_episode = serializers.CharField(source="open_ref", allow_null=True)
    restricted = serializers.BooleanField()
    ask = serializers.CharField(default="", help_text="Of a record you may not see: whom to ask")

    def get_care_status(self, person: Any) -> str:
        return SOCIAL_CARE_STATUS[person.care_now or "not_open"]


class HiddenOut(serializers.Serializer[Any]):
    """Somebody who matches exactly and whom the caller may not see: in the same shape, empty."""

    reference = serializers.CharField()
    restricted = serializers.BooleanField()
    ask = serializers.SerializerMethodField()

    def get_ask(self, one: Any) -> str:
        return str(one.ask) if one.ask else ""

    def to_representation(self, instance: Any) -> dict[str, Any]:
        nothing = {"name": "", "date_of_birth": None, "gender": "", "care_status": ""}
        return {**nothing, "open_episode": None, **super().to_representation(instance)}


class EpisodeOut(serializers.Serializer[Any]):
    """An episode as lists show it. Times are in UTC."""

    reference = serializers.CharField()
    person = serializers.CharField(source="person.reference")
    name = serializers.CharField(source="person.name")
    state = choice(rules.STATES)
    status = choice(rules.STATUSES)
    police_grade = choice(rules.GRADES, allow_null=True)
    council_grade = choice(rules.GRADES, allow_null=True)
    missing_from = choice(rules.PLACES)
    started_at = serializers.DateTimeField()
    located_at = serializers.DateTimeField(allow_null=True)
    returned_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    end_reason = choice(rules.END_REASONS, allow_blank=True)
    finalised_at = serializers.DateTimeField(allow_null=True)


class DeadlineOut(serializers.Serializer[Any]):
    """One duty: when it is due, whose it is, whether it was late."""

    rule = serializers.CharField()
    title = serializers.CharField()
    owner_role = serializers.CharField()
    due_at = serializers.DateTimeField()
    state = serializers.CharField()
    closed_at = serializers.DateTimeField(allow_null=True)
    late = serializers.BooleanField()


class LogOut(serializers.Serializer[Any]):
    kind = choice(rules.LOG_KINDS)
    at = serializers.DateTimeField()
    text = serializers.CharField()
    by = serializers.CharField(source="by.name")


class WholeEpisode(serializers.Serializer[Any]):
    """An episode with its details, its duties, its log, and what this user may do with it now."""

    episode = EpisodeOut()
    circumstances = serializers.CharField()
    clothing = serializers.CharField()
    belongings = serializers.CharField()
    police_reference = serializers.CharField()
    located_where = serializers.CharField()
    deadlines = DeadlineOut(many=True)
    log = LogOut(many=True)
    may = serializers.ListField(child=serializers.CharField())


class EpisodePage(serializers.Serializer[Any]):
    """`next` is what to send as `before` for the page after this one; null on the last."""

    results = EpisodeOut(many=True)
    next = serializers.CharField(allow_null=True)


class ReportIn(serializers.Serializer[Any]):
    """What is reported, by the form's own rules; every wrong field comes back with its sentence."""

    person = serializers.CharField(help_text="The person's reference")
    status = choice(rules.STATUSES)
    started_at = Moment(
        required=False,
        help_text="When they left or were last seen, whichever is later; needed where neither of "
        "the two is given",
    )
    left_at = Moment(required=False, allow_null=True)
    last_seen_at = Moment(
        required=False, allow_null=True, help_text="By a carer, teacher, doctor or social worker"
    )
    together = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text="The same for all reports of one act: their episodes are linked",
    )
    again = serializers.BooleanField(
        required=False,
        allow_null=True,
        help_text="Beside an episode that is open: they were back since, and have gone again",
    )
    ended_at = Moment(
        required=False, allow_null=True, help_text="Of a time away that is over already"
    )
    end_approximate = serializers.BooleanField(required=False)
    end_reason = choice(
        {key: said for key, said in rules.END_REASONS.items() if key != "deceased"},
        required=False,
        allow_blank=True,
    )
    start_approximate = serializers.BooleanField(required=False)
    missing_from = choice(rules.PLACES)
    from_detail = serializers.CharField(required=False, allow_blank=True)
    located_where = serializers.CharField(
        required=False, allow_blank=True, help_text="Of an absence: where they are known to be"
    )
    last_seen_by = serializers.CharField(required=False, allow_blank=True)
    circumstances = serializers.CharField(required=False, allow_blank=True)
    clothing = serializers.CharField(required=False, allow_blank=True)
    belongings = serializers.CharField(required=False, allow_blank=True)
    reporter_name = serializers.CharField()
    reporter_relation = choice(rules.REPORTER_RELATIONS)
    reporter_phone = serializers.CharField(required=False, allow_blank=True)
    contact = serializers.CharField(required=False, allow_blank=True)
    police_told = serializers.BooleanField(required=False, allow_null=True)
    police_force = serializers.CharField(required=False, allow_blank=True)
    police_reference = serializers.CharField(required=False, allow_blank=True)
    police_told_at = Moment(required=False, allow_null=True)
    police_grade = choice(rules.GRADES, required=False, allow_blank=True)
    not_told_police_reason = serializers.CharField(required=False, allow_blank=True)
    risks_not_known_reason = serializers.CharField(required=False, allow_blank=True)


class ReportOut(serializers.Serializer[Any]):
    """What became of it: `episode` (one was opened) or `waiting` (kept beside one that is open)."""

    outcome = serializers.CharField()
    said = serializers.CharField()
    episode = serializers.CharField(source="episode.reference")


class LogIn(serializers.Serializer[Any]):
    kind = choice(rules.LOG_KINDS)
    at = Moment()
    text = serializers.CharField()


class StatusIn(serializers.Serializer[Any]):
    at = Moment()
    status = choice(rules.STATUSES)
    why = serializers.CharField(required=False, allow_blank=True)


class LocateIn(serializers.Serializer[Any]):
    at = Moment()
    located_way = choice({k: v for k, v in rules.LOCATED_WAYS.items() if k != "stays"})
    located_where = serializers.CharField()
    located_by = serializers.CharField()
    located_with = serializers.CharField(required=False, allow_blank=True)


class FoundIn(serializers.Serializer[Any]):
    """What both ways of ending ask."""

    at = Moment()
    end_reason = choice(rules.END_REASONS)
    end_approximate = serializers.BooleanField(required=False)
    arrested = serializers.BooleanField(required=False, allow_null=True)
    harmed = serializers.BooleanField(required=False, allow_null=True)
    prevention_interview = serializers.BooleanField(required=False, allow_null=True)
    outcomes = serializers.CharField(required=False, allow_blank=True)


class ReturnIn(FoundIn):
    return_how = serializers.CharField(required=False, allow_blank=True)


class EndIn(FoundIn):
    located_where = serializers.CharField(required=False, allow_blank=True)
    located_by = serializers.CharField(required=False, allow_blank=True)
    located_with = serializers.CharField(required=False, allow_blank=True)


class ReasonIn(serializers.Serializer[Any]):
    reason = serializers.CharField()


class FinaliseIn(serializers.Serializer[Any]):
    reason = serializers.CharField(
        required=False, allow_blank=True, help_text="Why what is still open was not done"
    )


# What each move of cases.lifecycle.MOVES takes; `report` has an address of its own.
OF_MOVE: dict[str, type[serializers.Serializer[Any]]] = {
    "change_status": StatusIn,
    "locate": LocateIn,
    "return_home": ReturnIn,
    "end_where_they_are": EndIn,
    "reopen": ReasonIn,
    "finalise": FinaliseIn,
    "void": ReasonIn,
}
