"""Every message of the product, as data, readable by someone without it and free of personal data.

A message says "a child you work with", a reference, a link, and never who: mails are read on
trains. The
only words filled in are those of FILLED: a reference, a link, what is to be done (the pathway's
own title, never free text) and when. A test holds all templates to it.
"""

from datetime import datetime
from typing import Any

from govuk import words
from notifications.access_templates import ACCESS
from notifications.template import SIGN_IN, Template
from notifications.template import about as _about
from notifications.template import plain as _plain
from notifications.template import told as _told
from notifications.template import yours as _yours

FILLED = frozenset({"reference", "link", "what", "due", "product"})
# Where a reference leads, by its first letter (accounts/references.py).
PATHS = {
    "E": "/episodes/{}/",
    "P": "/people/{}/",
    "M": "/meetings/{}/",
    "R": "/interviews/{}/",
    "D": "/papers/{}/",
    "S": "/shared-with-you/{}/",
    "L": "/leave/{}/",
    "A": "/emergency-access/{}/",
    "N": "/need-to-know/{}/",
}
INBOX = "/notices/"


# Where a message about the reader's own account leads.
ACCOUNT = "/account/"

TEMPLATES: dict[str, Template] = {
    **ACCESS,
    "missing_reported": _told(
        "Reported missing",
        "A child you work with has been reported missing.",
        "Sign in to see what is known and what has to be done now.",
    ),
    "absent_reported": _told(
        "Reported absent",
        "A child you work with is not where they should be. Where they are is known.",
        "Sign in to see what is known and when it has to be confirmed again.",
    ),
    "status_changed": _told(
        "Status changed",
        "The status of a missing or absent child you work with has changed.",
        SIGN_IN,
    ),
    "located": _told(
        "Located",
        "A missing child you work with has been located. They are not back yet.",
        "Sign in to see where things stand and what has to be done.",
    ),
    "found": _told(
        "Found",
        "A child you work with is no longer missing.",
        "Sign in to see what has to be done now, the return home interview among it.",
    ),
    "older_closed": _told(
        "An older episode closed",
        "An older episode of a child who is missing now has been closed. They are still missing.",
        "Sign in to see what has to be done now.",
    ),
    "interview_assigned": _told(
        "Interview given to you",
        "A return home interview has been given to you.",
        "Sign in to see who to contact and by when.",
    ),
    "interview_recorded": _told(
        "Interview recorded",
        "The return home interview of a child you work with has been recorded.",
        "Sign in to read it. Your analysis is due within the time on the record.",
    ),
    "interview_disclosed": _told(
        "Urgent: a child may be in danger",
        "An immediate danger or a crime came up in the return home interview of a child.",
        "Sign in now to see what it is and whether the police have been told.",
    ),
    "need_to_know": _told(
        "Need to Know",
        "A serious incident about a child has been notified to you.",
        "Sign in to read it and to say that you know.",
    ),
    "meeting_held": _told(
        "Meeting recorded",
        "A meeting about a missing child you work with has been recorded.",
        "Sign in to see what was decided.",
        mute=True,
    ),
    "action_given": _told(
        "Action for you",
        "An action about a child has been given to you. It is due {due}.",
        "Sign in to see what it is.",
    ),
    "handed_over": _told(
        "Handed over to you",
        "An episode has been handed over to you. It is now yours to follow and to finalise.",
        SIGN_IN,
    ),
    "work_taken": _plain(
        "Work handed over to you",
        "A colleague’s work has been handed over to you. It is yours from now on.",
        "Sign in to see what it is, and what is due first.",
    ),
    "work_given": _plain(
        "Your work has been handed over",
        "Work that you held has been handed over to somebody else.",
        "Sign in to see what it was and who has it now.",
    ),
    "work_left": _plain(
        "Not everything could be handed over",
        "A hand-over was planned for today, and not all of it could be carried out.",
        "Sign in to see what is left and why, and give it to somebody else.",
    ),
    "oversight_recorded": _told(
        "Oversight recorded",
        "A manager has recorded oversight of a missing child you work with.",
        "Sign in to see the actions and who they are for.",
        mute=True,
    ),
    "finalised": _told(
        "Finalised",
        "The episode of a child you work with has been finalised.",
        SIGN_IN,
        mute=True,
    ),
    "deceased": _told(
        "Please call before you sign in",
        "There is very serious news about a person you work with.",
        "Your manager or the head of service will speak to you. Please call them.",
    ),
    "unwatched": _told(
        "An open episode has no deadline",
        "An open episode has nothing that will remind anybody of it.",
        "Sign in to see what has to be done, and by whom.",
    ),
    "paper_ready": _told(
        "PDF ready",
        "A PDF you asked for is ready.",
        "Sign in to download it.",
        mute=True,
        mailed=False,
    ),
    "shared_with_you": _told(
        "Shared with you",
        "Something about a person has been shared with your organisation.",
        "Sign in to see what it is and why it was shared.",
    ),
    "sharing_withdrawn": _told(
        "No longer shared with you",
        "Something that was shared with your organisation has been withdrawn.",
        "Please do not use copies of it any more. Ask the council if you need it still.",
    ),
    "new_device": _yours("New sign-in", "Your account was signed in to from a new device: {what}."),
    "password_changed": _yours("New password", "The password of your account was changed."),
    "second_factor_added": _yours(
        "Second factor added", "Your account has a new second factor: {what}."
    ),
    "second_factor_removed": _yours(
        "Second factor removed", "A second factor of your account was removed: {what}."
    ),
    "second_factor_reset": _yours(
        "Second factor reset",
        "An administrator has reset the second factor of your account and has signed it out"
        " everywhere. When you sign in next you set up a new one.",
    ),
    "recovery_codes_made": _yours(
        "New recovery codes",
        "New recovery codes were made for your account. The old ones no longer work.",
    ),
    "recovery_code_used": _yours(
        "Recovery code used", "Your account was signed in to with one of your recovery codes."
    ),
    "deadline_warning": Template(
        "Due soon",
        "{what}: due {due}.",
        "Due soon: {reference}",
        _about(
            "Something you own about a child is due soon.\n\n{what}\nDue {due}",
            "Sign in to do it or to record why it is not needed.",
        ),
    ),
    "deadline_due": Template(
        "Now due",
        "{what}: was due {due}.",
        "Now due: {reference}",
        _about(
            "Something you own about a child has not been done in time.\n\n{what}\nWas due {due}",
            "Sign in to do it now, and to say why it is late.",
        ),
    ),
    "deadline_climbed": Template(
        "Late",
        "{what}: was due {due} and has not been done. Their manager has been told.",
        "Late: {reference}",
        _about(
            "Something about a child has still not been done. This message goes to its owner and"
            " to the managers above.\n\n{what}\nWas due {due}",
            "Sign in to see it, to do it or to give it to somebody else.",
        ),
    ),
}


def link_to(reference: str, *, site: str) -> str:
    """The address of what a reference names; of the inbox where there is none."""
    path = PATHS.get(reference[:1], INBOX) if reference[1:2] == "-" else INBOX
    return site + path.format(reference)


def filled(ids: dict[str, Any], *, site: str) -> dict[str, str]:
    """What a template may say, from the ids kept with a notice."""
    reference = str(ids.get("reference") or ids.get("episode") or "")
    due = ids.get("due")
    return {
        "reference": reference,
        "link": site + ids["path"] if ids.get("path") else link_to(reference, site=site),
        "what": str(ids.get("what", "")),
        "due": words.when(datetime.fromisoformat(due)) if due else "",
        "product": "Homeward",
    }


SIGNED = (
    "\n\nHomeward\nPlease do not reply to this e-mail and do not write about a child by e-mail.\n"
)


def mail_of(template: str, ids: dict[str, Any], *, site: str) -> tuple[str, str]:
    """Subject and plain text of a notice's e-mail."""
    chosen, values = TEMPLATES[template], filled(ids, site=site)
    return (
        " ".join(chosen.email_subject.format(**values).split()),
        chosen.email_body.format(**values) + SIGNED,
    )


def line_of(template: str, ids: dict[str, Any]) -> str:
    """The inbox's line of a notice, without any name; the page adds what its reader may see."""
    return TEMPLATES[template].line.format(**filled(ids, site=""))
