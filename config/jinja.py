"""The template environment of every page, mail and paper (Django's Jinja2 backend)."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, select_autoescape

from govuk import words


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """`{{ url("cases:episode", episode.reference) }}`."""
    return reverse(name, args=args, kwargs=kwargs)


def environment(**options: Any) -> Environment:
    """HTML is escaped and plain text is not, or a mail to O'Brien would say O&#39;Brien."""
    options["loader"] = ChoiceLoader(
        [
            options["loader"],
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    options["autoescape"] = select_autoescape(("html", "xml", "svg"), default_for_string=True)
    env = Environment(trim_blocks=True, lstrip_blocks=True, **options)
    env.globals |= {"url": url, "static": static}
    env.filters |= {
        "clock": words.clock,
        "count": words.count,
        "day": words.day,
        "due_in": words.due_in,
        "duration": words.duration,
        "when": words.when,
    }
    return env
