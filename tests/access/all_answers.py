"""Every answer there is, from the files that hold them."""

from tests.access.access_answers import ACCESS_ANSWERS
from tests.access.answers import ANSWERS as MOST
from tests.access.audit_answers import AUDIT_ANSWERS
from tests.access.list_answers import LIST_ANSWERS
from tests.access.person_answers import PERSON_ANSWERS
from tests.access.report_answers import REPORT_ANSWERS
from tests.access.sharing_answers import SHARING_ANSWERS

ANSWERS = (
    MOST | ACCESS_ANSWERS | LIST_ANSWERS | PERSON_ANSWERS | REPORT_ANSWERS | SHARING_ANSWERS
    | AUDIT_ANSWERS
)  # fmt: skip
