"""Typing that is saved by itself while somebody else finalises the minutes."""

import uuid

import pytest
from django.http import QueryDict

from cases import section_forms
from meetings.models import Meeting, MeetingSection
from tests.cast import Cast
from tests.meetings.minutes import start
from tests.stories import signed_in, went_missing


def test_minutes_finalised_between_the_look_and_the_save_stay_what_they_were(
    real_db: dict[str, str], cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    client = signed_in(cast.worker)
    meeting = start(client, went_missing(cast).reference, "multi_agency")
    read = section_forms.bound_form

    def somebody_was_quicker(part: object, parent: Meeting, data: QueryDict) -> object:
        Meeting.objects.filter(pk=parent.pk).update(
            state="cancelled", cancelled_reason="He was found", version=parent.version + 1
        )
        return read(part, parent, data)

    monkeypatch.setattr(section_forms, "bound_form", somebody_was_quicker)
    answer = client.post(
        f"/meetings/{meeting.reference}/background/",
        {"background": "Typed too late", "submission_token": str(uuid.uuid4())},
        headers={"X-Background": "1"},
    )
    assert answer.status_code == 403
    assert "Not saved" in answer.json()["message"]
    assert not MeetingSection.objects.filter(parent=meeting).exists()
