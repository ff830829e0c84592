"""An interview filled in page by page, as the interviewer would."""

from typing import Any

from django.test import Client

from returns import rules
from returns.models import Interview, InterviewSection
from tests.stories import boxes, send

DONE = {"section_completed": "yes"}


def pages(*, held: str) -> dict[str, dict[str, Any]]:
    """What is typed on each page."""
    return {
        "explained": {"explained": "on", "explained_how": "He asked who reads it."},
        "details": {
            **boxes("held_at", held),
            "place": "Oak House",
            "held_by": "Indigo Vale, visitor",
            "missing_from": "care",
            "engagement": "standard",
        },
        "about_you": {"care_status": "looked_after", "referral": "known"},
        "going": {
            "should_be_reported": "No, they knew I would be back.",
            "why_reported": "Because it is the rule.",
            "what_led": "My phone was taken away.",
        },
        "while_missing": {
            "what_happened": "I went to my aunt’s.",
            "gifts": "No.",
            "sexual_contact": "No.",
            "sexual_health": "not_appropriate",
            "sexual_health_detail": "Nothing to talk about.",
        },
        "coming_back": {"how_back": "By car.", "staying_safe": "Charger.", "online": "Fine."},
        "feelings": {
            "feelings": "4",
            "talk_to": "My aunt.",
            "support": "Football.",
            "likelihood": "2",
            "would_stop": "My phone back.",
        },
        "push_pull": {"factors": ["carer", "see_family_friends"], "reflections": "Calm, open."},
        "education": {"status": "college"},
        "intelligence": {"people": "His aunt"},
        "safeguarding": {"flags": ["repeat"], "why": "Third time since the autumn."},
        "referrals": {"needed": "no", "none_why": "He does not want any."},
        "sharing": {"agreed": "All of it, with his worker."},
    }


def fill(client: Client, interview: Interview, *, held: str) -> None:
    """Complete every page."""
    for key, typed in pages(held=held).items():
        row = InterviewSection.objects.filter(parent=interview, key=key).first()
        version = {"version": str(row.version if row else 0)}
        answer = send(client, f"/interviews/{interview.reference}/{key}/", typed | DONE | version)
        assert answer.status_code == 302, (key, answer.content.decode())
    assert list(pages(held=held)) == rules.SECTIONS


def finish(client: Client, interview: Interview, *, token: str = "", **more: str) -> Any:
    read = " ".join(f"{row.key}:{row.version}" for row in interview.sections.all())
    address = f"/interviews/{interview.reference}/finish/"
    return send(client, address, {"read": read, **more}, token=token)
