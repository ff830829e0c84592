"""Local authorities by the codes of the Office for National Statistics.

Where there are counties and districts (two-tier England) a postcode names its district, but
children's services are the county's: this is which districts make up which county, as
runs of the last three digits of the district's code. Elsewhere the one code is the council's own.
"""

# fmt: off
COUNTIES: dict[str, tuple[tuple[int, int], ...]] = {
    "E10000003": ((8, 12),),  # Cambridgeshire
    "E10000007": ((32, 39),),  # Derbyshire
    "E10000008": ((40, 47),),  # Devon
    "E10000011": ((61, 65),),  # East Sussex
    "E10000012": ((66, 77),),  # Essex
    "E10000013": ((78, 83),),  # Gloucestershire
    "E10000014": ((84, 94),),  # Hampshire
    "E10000015": ((95, 103), (240, 243)),  # Hertfordshire
    "E10000016": ((105, 116),),  # Kent
    "E10000017": ((117, 128),),  # Lancashire
    "E10000018": ((129, 135),),  # Leicestershire
    "E10000019": ((136, 142),),  # Lincolnshire
    "E10000020": ((143, 149),),  # Norfolk
    "E10000024": ((170, 176),),  # Nottinghamshire
    "E10000025": ((177, 181),),  # Oxfordshire
    "E10000028": ((192, 199),),  # Staffordshire
    "E10000029": ((200, 206), (244, 245)),  # Suffolk
    "E10000030": ((207, 217),),  # Surrey
    "E10000031": ((218, 222),),  # Warwickshire
    "E10000032": ((223, 229),),  # West Sussex
    "E10000034": ((234, 239),),  # Worcestershire
}
# fmt: on


def authority_of(district: str) -> str:
    """The code of the council that looks after children in this district; "" off the map."""
    if district.startswith("E07"):
        number = int(district[3:])
        for county, runs in COUNTIES.items():
            if any(first <= number <= last for first, last in runs):
                return county
        return ""
    return district if district[:1] in "EWSN" and "999999" not in district else ""


def districts_of(code: str) -> frozenset[str]:
    """The codes that postcodes of this council's area carry."""
    if code not in COUNTIES:
        return frozenset({code})
    return frozenset(
        f"E07{number:06}" for first, last in COUNTIES[code] for number in range(first, last + 1)
    )
