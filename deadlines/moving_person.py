"""Two records turned out to be one person: the deadlines of one go with it (people/merging.py)."""

from django.db import connection

LOCK = "select id from deadlines_deadline where person_id = %s order by id for update"
# What hangs on the person themself is counted on after what the kept record had of the same rule.
ABOUT = """
update deadlines_deadline d
set about_id = %(to)s, about_ref = %(ref)s, occurrence = d.occurrence + coalesce(
    (select max(k.occurrence) from deadlines_deadline k
     where k.rule = d.rule and k.about_kind = 'person' and k.about_id = %(to)s), 0)
where d.about_kind = 'person' and d.about_id = %(from)s
"""
MOVE = "update deadlines_deadline set person_id = %(to)s where person_id = %(from)s"


def move_to_person(*, from_id: int, to_id: int, to_ref: str) -> None:
    """Done or open, all of them are the other record's now, as they are: nothing is due anew."""
    if not connection.in_atomic_block:
        raise RuntimeError("Deadlines change in the transaction of the event that changes them.")
    values = {"from": from_id, "to": to_id, "ref": to_ref}
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [from_id])
        cursor.execute(ABOUT, values)
        cursor.execute(MOVE, values)
