"""Every word that a name here is made of: kept beside the names, so that a misspelt one is looked
up among words and not among people.
"""

from collections.abc import Iterable

from django.db import connections

from people import names

KEEP = """
insert into people_nameword (word, sound)
select * from unnest(%s::text[], %s::text[]) on conflict (word) do nothing
"""
UNKNOWN = """
select distinct parts.word from people_personname, unnest(homeward_words(normal)) parts(word)
where not exists (select from people_nameword w where w.word = parts.word)
"""


def keep(words: Iterable[str], *, using: str = "default") -> None:
    """Know these words from now on; in one order, so that two who add people at once do not wait
    for each other in a ring.
    """
    fresh = sorted({word for word in words if word})
    if fresh:
        sounds = [names.sound(word)[:200] for word in fresh]
        with connections[using].cursor() as cursor:
            cursor.execute(KEEP, [fresh, sounds])


def fill(*, using: str = "default") -> int:
    """Know the words of names that were written past `people.services` (brought over, loaded in
    bulk). Answers how many were new.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(UNKNOWN)
        unknown = [word for (word,) in cursor.fetchall()]
    for start in range(0, len(unknown), 5000):
        keep(unknown[start : start + 5000], using=using)
    return len(unknown)
