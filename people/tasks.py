"""What the workers run for this room. Beat wakes them; the rows say what there is to do."""

from celery import shared_task

from people import alike, hand_over_services


@shared_task(name="people.tasks.hand_over")
def hand_over() -> int:
    return hand_over_services.carry_out_due()


@shared_task(name="people.tasks.compare")
def compare() -> int:
    return alike.compare_due()
