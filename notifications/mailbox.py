"""A laptop's mailbox: what would have been sent lies as files in a folder, for a page to show.

It exists only where `settings.LOCAL` is true, that is where all people are made up.
"""

import email
import email.policy
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

SHOWN = 200
NAMED = re.compile(r"[0-9a-f-]{32,36}")


@dataclass(frozen=True)
class Letter:
    """One mail as the page shows it."""

    name: str
    to: str
    subject: str
    sent_at: datetime
    message_id: str
    body: str


class FolderBackend(BaseEmailBackend):
    """Writes each mail into the folder under its Message-ID, so that a resend replaces the
    first."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAILBOX_FOLDER)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            given = message.extra_headers.get("Message-ID", "")
            found = NAMED.search(given)
            name = found[0] if found else str(uuid.uuid4())
            unfinished = folder / f".{name}"
            unfinished.write_bytes(message.message().as_bytes())
            unfinished.rename(folder / f"{name}.eml")
        return len(email_messages)


def letters(address: str = "") -> list[Letter]:
    """The latest mails, newest first; only those to one address when it is given."""
    folder = Path(settings.MAILBOX_FOLDER)
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True)
    found: list[Letter] = []
    for file in files:
        letter = _read(file)
        if address.lower() in letter.to.lower():
            found.append(letter)
        if len(found) == SHOWN:
            break
    return found


def letter(name: str) -> Letter | None:
    """One mail by its name; None where there is none."""
    file = Path(settings.MAILBOX_FOLDER) / f"{name}.eml"
    return _read(file) if NAMED.fullmatch(name) and file.is_file() else None


def _read(file: Path) -> Letter:
    mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    body = mail.get_body(("plain",))
    return Letter(
        name=file.stem,
        to=str(mail["To"]),
        subject=str(mail["Subject"]),
        # "-0000" in a Date says: UTC, and nothing about where.
        sent_at=parsedate_to_datetime(str(mail["Date"])).replace(tzinfo=UTC),
        message_id=str(mail["Message-ID"]),
        body=body.get_content() if body else "",
    )
