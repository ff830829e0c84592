"""A photo of the boy and something shared with the police: for the sweep and the query budget."""

from django.db import transaction

from people import files
from people.files import Clean
from people.sharing import record_sharing
from tests.cast import Cast


def keep_and_share(cast: Cast, *, number: int = 0) -> dict[str, object]:
    """One more of each; answers what addresses need."""
    photo = files.put(
        person=cast.boy, name=f"Photo {number}", purpose="likeness", by=cast.coordinator,
        clean=Clean(b"\xff\xd8 %d" % number, b"\xff\xd8 small", {"width": 3, "height": 4}),
    )  # fmt: skip
    with transaction.atomic():
        sharing = record_sharing(
            by=cast.worker, person=cast.boy, kind="email", what=f"Missing Profile {number}",
            to_whom="Missing team", to_organisation=cast.police_force, why="To find him",
            basis="vital_interests", consent="not_sought", consent_why="He is missing",
            copy=b"%%PDF-1.7 %d" % number, media_type="application/pdf",
        )  # fmt: skip
    return {"file": photo.reference, "sharing": sharing.reference}
