"""What is uploaded stays in memory, up to a limit a request: nothing of it lies about on a disk."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

MOST_BYTES = 15 * 1024 * 1024  # of all files of a request; nginx lets the form around them pass too


class InMemory(FileUploadHandler):
    """Django's own handler writes what is large to a temporary file, which a killed worker leaves.

    What is too much is read and thrown away, so that the rest of the form still arrives and
    nothing typed is lost; `too_large` says so to the page.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.total = 0
        self.file = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.total += len(raw_data)
        if self.total > MOST_BYTES:
            self.file = BytesIO()
            if self.request is not None:
                self.request.upload_too_large = True
            raise SkipFile
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        self.file.seek(0)
        return InMemoryUploadedFile(
            file=self.file,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


def too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was thrown away for its size."""
    return bool(request.FILES is not None and getattr(request, "upload_too_large", False))
