"""A JPEG inside a paper, without the segments that tell where and when it was taken."""

# Kept: APP0 (that it is a JPEG), APP2 (its colours), APP14 (how its colours are coded).
TELLING = frozenset({0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE})
START_OF_SCAN, END = 0xDA, b"\xff\xd9"


def without_metadata(jpeg: bytes) -> bytes:
    """The same picture without APP1 (EXIF, XMP), the other APP segments, comments, and what was
    hidden behind its end.

    Bytes that are no JPEG come back as they are: whoever draws them will say so.
    """
    if jpeg[:2] != b"\xff\xd8":
        return jpeg
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker = jpeg[at + 1]
        length = int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker == START_OF_SCAN or length < 2:
            break
        if marker not in TELLING:
            kept.append(jpeg[at : at + 2 + length])
        at += 2 + length
    end = jpeg.rfind(END, at)
    return b"".join([*kept, jpeg[at : end + 2] if end > 0 else jpeg[at:]])
