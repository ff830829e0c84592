"""Agreed stays, authorised leave, curfews and who is in: changes with audit, duty and history.

Leave is logged by whoever looks after the child, with who agreed to it and who confirmed that they
are there; only who may authorise leave may agree to a place beforehand or extend a stay (S0, S1).
Times are aware; each change is one transaction that locks the person first.
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404

from accounts import audit
from accounts.clock import local, now
from accounts.errors import Invalid
from accounts.models import User
from cases import leave_rules
from cases.leave_queries import leave_of, open_leave_of, stay_of
from cases.models import AgreedStay, Episode, Leave, LeaveExtension, Presence
from deadlines.services import happened
from govuk import words
from people.access import person_for
from people.models import Person

ADULT = "Enter the name of a responsible adult there: the child is under 18"
PHONE = "Enter a phone number of the responsible adult"


def _needs(values: dict[str, str], sentences: dict[str, str]) -> dict[str, str]:
    """The texts, trimmed; or every sentence about what is missing, by field."""
    trimmed = {name: text.strip() for name, text in values.items()}
    wrong = {name: said for name, said in sentences.items() if not trimmed[name]}
    if wrong:
        raise Invalid(wrong)
    return trimmed


def _adult(person: Person, adult: str, phone: str) -> dict[str, str]:
    """Under 18, or of unknown age, a responsible adult's name and number are needed (S0)."""
    age = person.age_on(local(now()).date())
    young = age is None or age < leave_rules.ADULT_AGE
    adult, phone = adult.strip(), phone.strip()
    wrong = {}
    if not adult and (young or phone):
        wrong["adult"] = ADULT if young else "Enter whose number this is"
    if not phone and (young or adult):
        wrong["adult_phone"] = PHONE
    if wrong:
        raise Invalid(wrong)
    return {"adult": adult, "adult_phone": phone}


def agree_stay(
    *,
    person_ref: str,
    by: User,
    where: str,
    address: str,
    times: str,
    adult: str = "",
    adult_phone: str = "",
) -> AgreedStay:
    """A place where this person may stay, agreed beforehand by somebody who may authorise leave."""
    with transaction.atomic():
        person = person_for(by, person_ref, to="authorise_leave", lock=True)
        texts = _needs(
            {"where": where, "address": address, "times": times},
            {
                "where": "Enter what the place is called, such as “Nan’s”",
                "address": "Enter the address",
                "times": "Enter which nights and times are agreed",
            },
        )
        row = AgreedStay.objects.create(
            person=person, agreed_by=by, agreed_at=now(), **texts,
            **_adult(person, adult, adult_phone),
        )  # fmt: skip
        audit.record("stay.agreed", by=by, about=person, where=row.where)
    return row


def end_stay(*, person_ref: str, stay_id: int, by: User, why: str) -> AgreedStay:
    """The agreement no longer holds; leave that was logged under it stays as it is."""
    with transaction.atomic():
        person = person_for(by, person_ref, to="authorise_leave", lock=True)
        row = stay_of(person, stay_id)
        if row is None:
            raise Http404("No such agreement")
        if row.ended_at:
            raise Invalid({"__all__": "This agreement has been ended already"})
        why = _needs({"why": why}, {"why": "Enter why it no longer holds"})["why"]
        row.ended_at, row.ended_why = now(), why
        row.save(update_fields=["ended_at", "ended_why"])
        audit.record("stay.ended", by=by, about=person, where=row.where, why=why)
    return row


def log_leave(
    *,
    person_ref: str,
    by: User,
    until: datetime | None,
    authorised_by: str,
    confirmed_by: str,
    confirmed_at: datetime | None,
    where: str = "",
    address: str = "",
    adult: str = "",
    adult_phone: str = "",
    stay_id: int | None = None,
    starts_at: datetime | None = None,
) -> Leave:
    """Tonight's leave, somebody having confirmed that they are there: no report is needed (S0).

    With `stay_id` the place, adult and who agreed come from the agreement. Refused beside an open
    episode, beside other leave, for a time that is over, and for an open question of who is there.
    """
    moment = now()
    try:
        with transaction.atomic():
            person = person_for(by, person_ref, to="log_leave", lock=True)
            _nothing_else(person)
            place = _place(person, stay_id, where=where, address=address)
            if stay_id is not None:
                adult, adult_phone = place.pop("adult"), place.pop("adult_phone")
                authorised_by = authorised_by or place.pop("authorised_by")
            place.pop("authorised_by", None)
            texts = _needs(
                {"authorised_by": authorised_by, "confirmed_by": confirmed_by},
                {
                    "authorised_by": "Enter who agreed to this stay",
                    "confirmed_by": "Enter who confirmed that they are there",
                },
            )
            if until is None or until <= moment:
                raise Invalid({"until": "The time they are expected back must be in the future"})
            if confirmed_at is None or confirmed_at > moment:
                raise Invalid(
                    {"confirmed_at": "Enter when somebody confirmed it, not in the future"}
                )
            row = Leave.objects.create(
                person=person, stay_id=stay_id, until=until, starts_at=starts_at or confirmed_at,
                confirmed_at=confirmed_at, logged_by=by, logged_at=moment, **texts, **place,
                **_adult(person, adult, adult_phone),
            )  # fmt: skip
            audit.record(
                "leave.logged", by=by, about=row, where=row.where, until=words.when(row.until)
            )
            _tell_clocks("leave_entered", row, at=moment, by=by, due_at=row.until)
    except IntegrityError as error:
        raise in_words(error) from error
    return row


def _nothing_else(person: Person) -> None:
    open_episode = Episode.objects.filter(person=person, state__in=["open", "located"]).first()
    if open_episode:
        raise Invalid(
            {
                "__all__": f"{open_episode.reference} is open: they are missing or absent. "
                "Record on the episode where they are."
            }
        )
    if there := open_leave_of(person.pk):
        raise Invalid(
            {"__all__": f"They are on leave already, until {words.when(there.until)}. Extend it."}
        )


def _place(person: Person, stay_id: int | None, *, where: str, address: str) -> dict[str, Any]:
    if stay_id is None:
        return _needs(
            {"where": where, "address": address},
            {"where": "Enter where they are staying", "address": "Enter the address"},
        )
    stay = stay_of(person, stay_id)
    if stay is None or stay.ended_at:
        raise Invalid({"stay": "This place is no longer agreed. Ask who may authorise leave"})
    return {
        "where": stay.where,
        "address": stay.address,
        "adult": stay.adult,
        "adult_phone": stay.adult_phone,
        "authorised_by": f"{stay.agreed_by.name}, agreed {words.day(stay.agreed_at)}",
    }


def extend_leave(*, ref: str, by: User, version: int, until: datetime | None, why: str) -> Leave:
    """Longer, by somebody who may authorise leave (S1). The duty to look moves with it."""
    with transaction.atomic():
        row = leave_for(by, ref, to="authorise_leave", lock=True)
        _still_open(row, version)
        why = _needs({"why": why}, {"why": "Enter why it is extended"})["why"]
        moment = now()
        if until is None or until <= max(row.until, moment):
            raise Invalid({"until": "The new time must be later than the agreed one and than now"})
        LeaveExtension.objects.create(
            leave=row, before=row.until, until=until, why=why, by=by, at=moment
        )
        row.until, row.version = until, row.version + 1
        row.save(update_fields=["until", "version"])
        audit.record("leave.extended", by=by, about=row, until=words.when(until), why=why)
        _tell_clocks("leave_extended", row, at=moment, by=by, due_at=until)
    return row


def end_leave(*, ref: str, by: User, version: int, how: str, at: datetime | None) -> Leave:
    """Back, or the leave withdrawn. Back also signs them in."""
    with transaction.atomic():
        row = leave_for(by, ref, to="log_leave", lock=True)
        _still_open(row, version)
        if how not in {"back", "withdrawn"}:
            raise Invalid({"how": "Select how the leave ended"})
        if at is None or at > now():
            raise Invalid({"at": "The time must be now or in the past"})
        if at < row.starts_at:
            raise Invalid({"at": "The time must be after the leave began"})
        _end(row, how=how, at=at, by=by)
        if how == "back":
            Presence.objects.create(person_id=row.person_id, state="in", at=at, by=by)
    return row


def _still_open(row: Leave, version: int) -> None:
    if row.ended_at:
        raise Invalid({"__all__": f"This leave has ended already: {row.get_ended_how_display()}"})
    if row.version != version:
        raise Invalid(
            {"__all__": f"Somebody has changed this leave: it is now until {words.when(row.until)}"}
        )


def _end(row: Leave, *, how: str, at: datetime, by: User) -> None:
    row.ended_at, row.ended_how = max(at, row.starts_at), how
    row.version += 1
    row.save(update_fields=["ended_at", "ended_how", "version"])
    audit.record("leave.ended", by=by, about=row, how=row.get_ended_how_display().lower())
    _tell_clocks("leave_ended", row, at=now(), by=by)


def when_an_episode_moved(move: str, episode: Episode, *, by: User, at: datetime) -> None:
    """A report ends the leave they were on; who is back is in (in the transaction of the move)."""
    if move == "report" and episode.is_open and (row := open_leave_of(episode.person_id)):
        _end(row, how="reported", at=at, by=by)
    if move == "return_home":
        Presence.objects.create(person_id=episode.person_id, state="in", at=at, by=by)


def leave_for(user: User, ref: str, *, to: str = "view", lock: bool = False) -> Leave:
    """The leave, if this user may do `to` with it; 404 outside their reach (way 2)."""
    found = leave_of(ref)
    if found is None:
        raise Http404("No such leave")
    person_for(user, found.person.reference, to=to, lock=lock)
    return leave_of(ref) if lock else found  # type: ignore[return-value]  # it was there above


def in_words(error: IntegrityError) -> Exception:
    """Two at once: the second is told what the first did."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    if name == "one_leave_at_a_time":
        return Invalid({"__all__": "They are on leave already: somebody has just logged it"})
    return error


def _tell_clocks(
    event: str, row: Leave, *, at: datetime, by: User, due_at: datetime | None = None
) -> None:
    happened(
        event, person_id=row.person_id, episode_id=None, episode_ref="", about_kind="leave",
        about_id=row.pk, about_ref=row.reference, at=at, by=by, due_at=due_at,
    )  # fmt: skip
