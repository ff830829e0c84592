"""Which parts of a Missing Profile can be left out when it goes to others than the police."""

from typing import Any

from cases.hooks import Parts
from cases.leaving_out import sections_in, without_sections

CHRONOLOGY = {"chronology": "Times missing or absent"}


def of(content: dict[str, Any]) -> dict[str, str]:
    return sections_in(content) | (CHRONOLOGY if content.get("chronology") else {})


def without(content: dict[str, Any], keys: frozenset[str]) -> dict[str, Any]:
    left = without_sections(content, keys)
    return {key: value for key, value in left.items() if key not in keys & set(CHRONOLOGY)}


PARTS = Parts(of=of, without=without)
