"""The shape of one kind of message, and the few forms in which messages are worded."""

from dataclasses import dataclass

SIGN_IN = "Sign in to see the record."


@dataclass(frozen=True)
class Template:
    """One kind of message. `line` stands in the inbox; `mailed`: also sent by e-mail; `mute`: may
    be muted."""

    title: str
    line: str
    email_subject: str
    email_body: str
    mute: bool = False
    mailed: bool = True


def about(what: str, then: str) -> str:
    return f"{what}\n\n{then}\n\nReference: {{reference}}\n{{link}}"


def told(
    title: str, happened: str, then: str, *, mute: bool = False, mailed: bool = True
) -> Template:
    """A message that something happened: its heading, what happened, and what the reader can do."""
    return Template(title, happened, f"{title}: {{reference}}", about(happened, then), mute, mailed)


def plain(title: str, happened: str, then: str) -> Template:
    """The same about no one record: its link is all that it leads to."""
    return Template(title, happened, title, f"{happened}\n\n{then}\n\n{{link}}")


def yours(title: str, happened: str) -> Template:
    """A message about the reader's own account. It is about no record, so it has no reference."""
    body = f"{happened}\n\n{NOT_YOU}\n\nYour account: {{link}}"
    return Template(title, happened, f"Homeward: {title[0].lower()}{title[1:]}", body)


NOT_YOU = (
    "If this was you, there is nothing to do. If it was not, tell your council’s administrator at"
    " once: they can close the account in a minute."
)
