"""The questions of an upload and of a removal."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from accounts.clock import now
from govuk.fields import DayField, LongTextField, RadiosField, TextField
from govuk.forms import GovukForm
from people import file_rules as rules

ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf,.jpg,.jpeg,.png,.webp,.pdf"


class UploadForm(GovukForm):
    """One file at a time: what it is, and for a photo of the person when it was taken."""

    file = forms.FileField(
        label="Choose a photo or a PDF",
        help_text="A JPEG, PNG or WebP photo, or a PDF, of up to 15 MB. "
        "Where and when it was taken, and who made it, is left out of what is kept",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": "Select a photo or a PDF",
            "empty": rules.EMPTY,
            "invalid": "Select a photo or a PDF",
        },
    )
    purpose = RadiosField(
        label="What is it?",
        subject="what it is",
        choices=[(key, one.label) for key, one in rules.PURPOSES.items()],
        conditional={"likeness": ["taken_on"]},
    )
    taken_on = DayField(
        label="When was the photo taken? (if anybody knows)",
        subject="the date the photo was taken",
        help_text="The police ask for it. For example, 27 3 2026",
        now=now,
        allow_future=False,
        required=False,
    )
    name = TextField(
        label="Title (optional)",
        help_text="For example, in school uniform",
        subject="the title",
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if too_large:
            self.fields["file"].error_messages["required"] = rules.TOO_LARGE

    def content(self) -> bytes:
        """The bytes that were sent; nothing where none arrived."""
        sent = self.files.get(self.add_prefix("file"))
        if not isinstance(sent, UploadedFile):
            return b""
        sent.seek(0)
        return bytes(sent.read())


class RemoveForm(GovukForm):
    why = LongTextField(
        label="Why is it removed?",
        help_text="The file itself is gone for good. That it was here, who removed it and why stay",
        subject="why it is removed",
        rows=3,
        max_length=2000,
    )
