"""The darkroom: a photo or a paper comes in, a clean one goes out, in a process of its own without
database, network or secrets (way 15).

Run as `python -m people.darkroom photo|pdf`. Reads the file from standard input; writes one line of
JSON that says what came out, then the bytes. What cannot be taken ends with one plain sentence on
standard error and the exit code REFUSED; whatever else goes wrong is our failure, not the file's.
"""

import json
import resource
import sys

from people import clean_pdf, clean_photo
from people.file_rules import Unusable

REFUSED = 3
MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 20


def main(kind: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    work = {"photo": clean_photo.develop, "pdf": clean_pdf.rewrite}[kind]
    try:
        facts, *parts = work(sys.stdin.buffer.read())
    except Unusable as refusal:
        sys.stderr.write(str(refusal))
        return REFUSED
    facts["parts"] = [len(part) for part in parts]
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + b"".join(parts))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
