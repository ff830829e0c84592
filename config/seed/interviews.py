"""How the return interview of a made-up episode went: recorded, declined, or not held."""

from datetime import datetime, timedelta
from random import Random

from cases.models import Episode
from config.seed.clock import move_to
from config.seed.sections import box, save
from config.seed.staff import Staff
from returns import interview_forms, record_services, services
from returns.models import Interview, InterviewSection

WORDS = {
    "going": "I was bored and my friends were out. I did not think anyone would mind.",
    "while_missing": "We went to the park and then to a friend's. Nobody gave me anything.",
    "coming_back": "I was tired and wanted my own bed. Staff were fine about it.",
}


def answer_interview(episode: Episode, staff: Staff, *, chance: Random, now: datetime) -> None:
    """Within three days mostly, later sometimes; nothing where that would be in the future."""
    interview = Interview.objects.filter(episode=episode).first()
    if interview is None or episode.ended_at is None:
        return
    held = episode.ended_at + timedelta(hours=chance.choice([20, 30, 44, 50, 68]))
    coordinator = staff.first("missing_coordinator")
    if held + timedelta(hours=2) > now:
        return
    move_to(held - timedelta(hours=1))
    age = episode.person.age_on(held.date())
    how = chance.choices(["recorded", "declined", "not_held"], [25, 60, 15])[0]
    if how != "recorded" or age is None or not 10 <= age <= 17:
        move_to(held)
        how = "declined" if how == "recorded" else how
        reason = "Did not want to talk this time; the offer stands."
        record_services.answer(ref=interview.reference, how=how, reason=reason, by=coordinator)
        return
    interviewer = chance.choice(staff.by_role["interviewer"])
    services.assign(
        ref=interview.reference, provider_id=staff.providers[0].pk, interviewer_id=interviewer.pk,
        by=coordinator,
    )  # fmt: skip
    move_to(held + timedelta(hours=1))
    interview.refresh_from_db()
    kept = {}
    for key, part in interview_forms.parts_of(interview).items():
        form = part.form(**part.options(interview))
        words = {
            name: WORDS[key]
            for name, field in form.fields.items()
            if key in WORDS and field.required and type(field).__name__ == "LongTextField"
        }
        if "held_at" in form.fields:
            words["held_at"] = box(held, timed=True)
        kept[key] = save(
            table=InterviewSection, parent=interview, key=key, part=part, answers=words,
            by=interviewer, moment=held,
        )  # fmt: skip
    record_services.finish(
        ref=interview.reference, held_at=interview_forms.held_at_of(interview, kept),
        late_reason="", by=interviewer,
        read={key: section.version for key, section in kept.items()},
    )  # fmt: skip
    if chance.random() < 0.8:
        worker = staff.first("missing_coordinator")
        move_to(held + timedelta(days=3))
        record_services.analyse(
            ref=interview.reference, by=worker,
            analysis="Friends pull more than the placement pushes; evenings to be planned ahead.",
        )  # fmt: skip
