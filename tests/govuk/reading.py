"""Reads HTML the way a browser does, so that tests look at what people get and not at strings."""

from typing import Any
from xml.etree.ElementTree import Element

import tinyhtml5
from django.template import engines


def read(html: Any) -> Element:
    return tinyhtml5.parse(str(html), namespace_html_elements=False)


def words(element: Element | None) -> str:
    """The text of an element with its blanks brought together."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def render(source: str, **context: Any) -> Element:
    return read(engines["jinja2"].from_string(source).render(context))


def one(root: Element, path: str) -> Element:
    found = root.findall(path)
    assert len(found) == 1, f"{len(found)} of {path}"
    return found[0]
