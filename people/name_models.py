"""Names as rows to search by, and every word that a name here is made of (way 14)."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Replace, Upper

from accounts.history import tracked
from people import rules


def compact(field: str) -> Upper:
    """A postcode as it is looked up: capitals, without spaces."""
    return Upper(Replace(field, Value(" ")))


@tracked()
class PersonName(models.Model):
    """A name to search by: as written, normalised, and by its sound (way 14)."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="names")
    kind = models.CharField(max_length=20, choices=list(rules.NAME_KINDS.items()))
    written = models.CharField(max_length=400)
    normal = models.CharField(max_length=400)
    sound = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "normal"], name="name_once_a_person")
        ]
        indexes = [
            models.Index(fields=["normal"], opclasses=["text_pattern_ops"], name="name_prefix"),
            models.Index(
                OpClass(Func(F("normal"), function="homeward_last_first"), "text_pattern_ops"),
                name="name_last_first",
            ),
            GinIndex(
                Func(F("normal"), function="homeward_words"), name="name_words", fastupdate=False
            ),
            GinIndex(
                Func(F("normal"), function="homeward_pairs"), name="name_pairs", fastupdate=False
            ),
            models.Index(fields=["sound"], name="name_sound"),
        ]

    def __str__(self) -> str:
        return self.written


class NameWord(models.Model):
    """A word of which somebody's name is made: what a misspelt word is looked up in first."""

    word = models.CharField(max_length=400, primary_key=True)
    sound = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["sound"], name="word_sound"),
            GinIndex(
                Func(F("word"), function="homeward_letter_less"),
                name="word_letter_less",
                fastupdate=False,
            ),
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="word_trigrams"),
        ]

    def __str__(self) -> str:
        return self.word
