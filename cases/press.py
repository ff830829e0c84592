"""The press: HTML in, tagged PDF out, in a process of its own without database, network or secrets
(way 16).

Run as `python -m cases.press`. Reads HTML from standard input; writes one line with the number of
pages, then the PDF. A paper that is too long or reaches for anything outside itself ends with one
plain sentence on standard error and the exit code UNPRINTABLE; whatever else goes wrong is worth
another try.
"""

import resource
import sys

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

UNPRINTABLE = 3
MOST_PAGES = 60
MEMORY_BYTES = 1536 * 1024 * 1024
CPU_SECONDS = 60


class Outside(FatalURLFetchingError):
    """The paper asked for something that is not part of it."""


class DataOnly(URLFetcher):
    """Pictures come inside the paper as `data:`; the network and the disk are closed to it."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if not url.lower().startswith("data:"):
            raise Outside("The paper refers to something outside itself.")
        return super().fetch(url, headers)


def press(html: str, *, most_pages: int = MOST_PAGES) -> tuple[int, bytes]:
    """The number of pages and the PDF, tagged for people who listen to it (PDF/UA-1)."""
    fetcher = DataOnly(allowed_protocols=["data"], allow_redirects=False)
    document = HTML(string=html, url_fetcher=fetcher).render()
    if len(document.pages) > most_pages:
        raise ValueError(f"The paper would be longer than {most_pages} pages.")
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return len(document.pages), pdf


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        pages, pdf = press(sys.stdin.buffer.read().decode())
    except (Outside, ValueError) as refusal:
        sys.stderr.write(str(refusal))
        return UNPRINTABLE
    sys.stdout.buffer.write(f"{pages}\n".encode() + pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
