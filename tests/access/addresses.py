"""Every address that the product answers at, asked of the resolver and not of a list."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True)
class Address:
    """One pattern: its full name (its route where it has none) and what varies in it."""

    name: str
    route: str
    parts: frozenset[str]

    def path(self, values: dict[str, object]) -> str:
        return reverse(self.name, kwargs={part: values[part] for part in self.parts})

    def __str__(self) -> str:
        return self.name

    @property
    def of_the_admin(self) -> bool:
        return self.route.startswith("admin/")


def addresses() -> list[Address]:
    """All of them, by name."""
    found = _walk(get_resolver().url_patterns, route="", room="", parts=frozenset())
    return sorted(set(found), key=lambda one: (one.name, one.route))


def _walk(
    patterns: list[URLPattern | URLResolver], *, route: str, room: str, parts: frozenset[str]
) -> Iterator[Address]:
    for one in patterns:
        here, names = route + str(one.pattern), parts | set(one.pattern.regex.groupindex)
        if isinstance(one, URLResolver):
            inner = f"{room}{one.namespace}:" if one.namespace else room
            yield from _walk(one.url_patterns, route=here, room=inner, parts=names)
        else:
            yield Address(f"{room}{one.name}" if one.name else here, here, frozenset(names))
