"""The forms of a page, read from its HTML as a browser would, and hostile values for them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from hypothesis import strategies as some

from tests.govuk.reading import read

TYPED = {"text", "search", "email", "tel", "number", "textarea", "url"}
# Control signs, separators of lines and pages, what stands for no sign: HTML cannot keep them all.
ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffd\ufdd0-\ufdef\ufeff]|[^\x00-\uffff]"
)
NEVER_CHANGED = {"csrfmiddlewaretoken"}
HOSTILE = [
    "", " ", "\t\r\n", "0", "-1", "1e309", "NaN", "½", "٣١", "32", "99999999999999999999999",
    "2026-02-30", "31 2 2026", "25:61", "12:00", "other", "yes", "no", "on", "none",
    "😀👨‍👩‍👧‍👦" * 30, "a\x00b", "\u202eevil\u202c", "A\u0301\u0316\u0321" * 20,
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</textarea><b>out</b>",
    "{{ 7*7 }}{% debug %}", "'; drop table people_person; --", "%s%n%00", "../../etc/passwd",
    "one\n   two\n\nthree", "=cmd|' /C calc'!A0", "O’Neill-ßÆ 李小龙 محمد",
    "\ufeff\u200b\u00ad", "x" * 5_001, "y" * 60_000,
]  # fmt: skip


@dataclass
class Field:
    """One name of a form: what kind of control, what it holds, what can be chosen."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)

    @property
    def is_typed(self) -> bool:
        return self.kind in TYPED


@dataclass
class Form:
    action: str
    fields: dict[str, Field]

    def __str__(self) -> str:
        return f"{self.action} ({', '.join(sorted(self.fields))})"


def forms_of(html: str, *, path: str) -> list[Form]:
    """Every form that is sent, but for the way out in the page's head."""
    found = []
    for element in read(html).iter("form"):
        action = urljoin(path, element.get("action") or path)
        if element.get("method", "get").lower() == "post" and "/sign-out/" not in action:
            found.append(Form(action, dict(_fields(element))))
    return found


def _fields(form: Element) -> Iterator[tuple[str, Field]]:
    made: dict[str, Field] = {}
    for element in form.iter():
        name = element.get("name", "")
        if not name or element.tag not in {"input", "select", "textarea", "button"}:
            continue
        kind = element.get("type", "text") if element.tag in {"input", "button"} else element.tag
        one = made.setdefault(name, Field(name, kind, element.get("value") or ""))
        if element.tag == "textarea":
            one.value = "".join(element.itertext())
        if kind in {"radio", "checkbox", "submit"}:
            one.choices.append(element.get("value") or "on")
        for option in element.iter("option"):
            one.choices.append(option.get("value") or "")
    yield from made.items()


def answers_to(form: Form) -> some.SearchStrategy[dict[str, list[str]]]:
    """What somebody might send: right choices and wrong, one value, several or none."""
    wanted = {one.name: _values(one) for one in form.fields.values()}
    return some.fixed_dictionaries(
        {name: values for name, values in wanted.items() if form.fields[name].kind == "hidden"},
        optional={
            name: values for name, values in wanted.items() if form.fields[name].kind != "hidden"
        },
    )


def _values(one: Field) -> some.SearchStrategy[list[str]]:
    kept = some.just([one.value])
    if one.name in NEVER_CHANGED:
        return kept
    hostile = some.sampled_from(HOSTILE)
    if one.kind == "hidden":  # most of the time what the page gave
        return some.one_of(kept, kept, kept, some.lists(hostile, min_size=1, max_size=2))
    if one.choices:
        chosen = some.sampled_from(one.choices)
        return some.lists(some.one_of(chosen, chosen, hostile), min_size=1, max_size=3)
    text = some.text(some.characters(codec="utf-8"), max_size=300)
    return some.lists(some.one_of(hostile, text), min_size=1, max_size=2)


def shown(html: str) -> dict[str, list[str]]:
    """What the page's controls hold, and every text of it: where typed words may come back."""
    held: dict[str, list[str]] = {}
    for element in read(html).iter():
        name = element.get("name", "")
        if element.tag == "textarea":
            held.setdefault(name, []).append("".join(element.itertext()))
        elif element.tag == "input":
            held.setdefault(name, []).append(element.get("value") or "")
        elif element.tag == "dd":
            held.setdefault("", []).append("".join(element.itertext()))
    return held


def comes_back(typed: str, form: Form, name: str, texts: list[str]) -> bool:
    """Whether what was typed stands on the page; word for word and line for line, but for signs
    that no keyboard has.
    """
    if form.fields[name].kind == "textarea" and not ODD.search(typed):
        return any(_lines(typed) in _lines(text) for text in texts)
    return any(_squeezed(typed) in _squeezed(text) for text in texts)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _squeezed(text: str) -> str:
    return ODD.sub("", "".join(text.split()))
