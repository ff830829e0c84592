"""Which parts of the minutes can be left out for partners (domain: Sharing)."""

from typing import Any

from cases.hooks import Parts
from cases.leaving_out import sections_in, without_sections

TABLES = {
    "attendees": "Who was invited and who came",
    "own_views": "Their own views",
    "considered": "What was considered",
    "actions": "Actions",
}


def of(content: dict[str, Any]) -> dict[str, str]:
    return sections_in(content) | {key: t for key, t in TABLES.items() if content.get(key)}


def without(content: dict[str, Any], keys: frozenset[str]) -> dict[str, Any]:
    left = without_sections(content, keys)
    return {key: value for key, value in left.items() if key not in keys & set(TABLES)}


PARTS = Parts(of=of, without=without)
