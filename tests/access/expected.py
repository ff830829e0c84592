"""What an answer comes to for one part of the cast: the statuses that are right."""

from tests.access.answers import Answer

NOT_IN = ("anonymous", "suspended")


def expected(answer: Answer, part: str) -> set[int]:
    """The statuses that are right for this part of the cast."""
    if answer.public:
        return {200} if part in NOT_IN and answer.get == 302 else {answer.get}
    if part in NOT_IN:
        return {401, 403} if answer.api else {302}
    if answer.post_only:
        return {405, 404, 403} if part not in answer.opens else {405}
    if part in answer.opens:
        return {answer.get}
    return {403} if part in answer.refuses else {answer.elsewhere}
