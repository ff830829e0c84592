"""One sentence for every verb of the audit trail: what the history page says happened.

`{name}`s are filled from the event: `by`, `ref` and whatever the event's detail holds.
"""

VERBS: dict[str, str] = {
    # accounts
    "signed_in": "{by} signed in",
    "signed_out": "{by} signed out",
    "signed_out.idle": "{by} was signed out after a time without activity",
    "sign_in.failed": "A sign-in with a wrong password or address was refused",
    "sign_in.locked": "Too many wrong sign-ins: no more were looked at for a while",
    "confirmed": "{by} confirmed that it was them: {how}",
    "confirm.failed": "{by} was asked to confirm that it was them and could not",
    "confirm.locked": "{by} gave too many wrong answers: no more were looked at for a while",
    "password.changed": "{by} changed their password",
    "password.reset_asked": "A link to set a new password was asked for",
    "password.reset": "{by} set a new password from a link in an email",
    "token.given": "{by} was given a token for the API",
    "token.revoked": "{by} gave a token for the API back",
    "user.invited": "{by} invited {name}",
    "user.changed": "{by} changed the account of {name}",
    "user.suspended": "{by} suspended the account of {name}",
    "user.restored": "{by} restored the account of {name}",
    "reference.added": "{by} added {name}",
    "reference.changed": "{by} changed {name}",
    "reference.removed": "{by} removed {name}",
    "hand_over.planned": "{by} planned to hand over what {of} holds, from {on}",
    "hand_over.withdrawn": "{by} withdrew the plan to hand over what {of} holds",
    "hand_over.done": "{by} handed over what {of} held",
    # people
    "person.added": "{by} added the record",
    "person.placed": "{by} recorded a placement: {where}",
    "person.allocated": "{by} allocated {to}",
    "person.handed_over": "{by} handed over what {of} held, to {to}: {what}. {why}",
    "person.related": "{by} recorded a relationship",
    "access.given": "{by} gave access to the record",
    "access.ended": "{by} ended a reason for access to the record",
    # photos and documents
    "file.kept": "{by} added {ref}: {what}",
    "file.given": "{by} downloaded {ref}: {title}",
    "file.removed": "{by} removed {ref}: {reason}",
    # sharing
    "sharing.recorded": "{by} shared with {to}: {what} ({way})",
    "sharing.outcome": "{by} recorded what came of sharing {ref}",
    "sharing.withdrawn": "{by} withdrew {ref} from those it was shared with: {reason}",
    "sharing.copy_given": "{by} downloaded the copy kept of {ref}",
    "sharing.seen": "{by} of {organisation} looked at what was shared with them as {ref}",
    # papers and sections of long forms
    "paper.asked": "{by} asked for a PDF",
    "paper.asked_again": "{by} asked for a PDF again",
    "paper.made": "A PDF was made",
    "paper.failed": "A PDF could not be made: {why}",
    "paper.given": "{by} downloaded a PDF",
    "section.completed": "{by} completed the section {section}",
    # episodes
    "episode.reported": "{by} reported them: {status}",
    "episode.status_changed": "{by} changed the status from {from} to {to}",
    "episode.located": "{by} recorded that they were located: {where}",
    "episode.returned": "{by} recorded that they are back: {how}",
    "episode.ended": "{by} ended the episode: {how}",
    "episode.reopened": "{by} reopened the episode: {reason}",
    "episode.finalised": "{by} finalised the episode",
    "episode.voided": "{by} voided the episode as entered by mistake: {reason}",
    "episode.brought_over": "The episode was brought over from the earlier system",
    "episode.corrected": "{by} corrected the report: {fields}",
    "stay.agreed": "{by} agreed to stays at {where}",
    "stay.ended": "{by} ended the agreement about stays at {where}: {why}",
    "leave.logged": "{by} logged authorised leave at {where}, until {until}",
    "leave.extended": "{by} extended leave {ref} until {until}: {why}",
    "leave.ended": "Leave {ref} ended: {how}",
    "curfew.set": "{by} set the curfew: {times}",
    "presence.in": "{by} signed them in",
    "presence.out": "{by} signed them out",
    "report.waiting": "{by} reported them again; the report waits beside the open episode",
    "report.refused": "A report by {by} could not become an episode: {why}",
    "report.settled": "{by} dealt with a waiting report: {how}",
    "log.written": "{by} added to the log: {kind}",
    "risk.recorded": "{by} recorded a risk: {kind}, {level}",
    "risk.ended": "{by} recorded that a risk is no longer there: {kind}. {why}",
    "challenge.sent": "{by} challenged the police grade with {to}: {wanted} instead of {grade}",
    "challenge.escalated": "{by} took the challenge of the police grade to {to}",
    "challenge.answered": "{by} recorded the police’s answer to the challenge: {grade}",
    "challenge.closed": "{by} closed the challenge of the police grade: {note}",
    "sheet.read": "{by} read a hand-over sheet: {which}",
    "need.started": "{by} began a Need to Know",
    "need.sent": "{by} sent the Need to Know to the head of service, decided with {agreed_with}",
    "need.closed": "{by} closed the Need to Know",
    "legal.recorded": "{by} recorded a legal step: {kind}, {state}",
    "risk.graded": "{by} recorded the {whose} view of risk: {grade}",
    "oversight.recorded": "{by} recorded the manager’s oversight",
    "action.entered": "{by} gave an action to {to}: {what}",
    "action.done": "{by} completed an action: {what}",
    "parents.told": "{by} recorded who has been told: {who}",
    "absence.confirmed": "{by} recorded that where they are was confirmed again",
    "asked.again": "{by} asked again about the missing team and a Need to Know",
    "episode.unwatched": "The nightly check found no live deadline on this open episode",
    # meetings
    "meeting.started": "{by} began the minutes of a meeting: {kind}",
    "meeting.finalised": "{by} finalised the minutes of a meeting: {kind}",
    "meeting.cancelled": "{by} cancelled a meeting: {kind}. {reason}",
    "meeting.kept": "{by} kept a meeting as a professionals’ meeting, for they had been found",
    "meeting.not_convened": "{by} decided not to hold a meeting: {kind}. {reason}",
    # return home interviews
    "interview.needed": "A return home interview is needed",
    "interview.assigned": "{by} gave the return home interview to {to}",
    "interview.tried": "{by} recorded an attempt to hold the return home interview",
    "interview.disclosed": "{by} told the duty team at once what came up in an interview",
    "interview.recorded": "{by} recorded the return home interview",
    "interview.answered": "{by} recorded that there is no return home interview: {how}",
    "interview.analysed": "{by} recorded the analysis of the return home interview",
    "interview.reopened": "The return home interview waits, for the episode was opened again",
    # deadlines and notices
    "deadline.opened": "Now to be done: {titles}",
    "deadline.met": "Done: {titles}",
    "deadline.settled": "No longer needed: {titles}. {reason}",
    "deadline.moved": "{by} corrected a time, and with it: {titles}",
    "deadline.reassigned": "{by} gave “{titles}” to {to}: {why}",
    "deadline.explained": "{by} said why “{titles}” was late: {why}",
    "rule.changed": "{by} changed the rule “{name}” from {holds_from}: {why}",
    "notice.acknowledged": "{by} said that they know of the notice",
    # profiles
    "profile.started": "{by} started the Missing Profile",
    "profile.decided": "{by} decided that a Missing Profile is {what}",
    "profile.likelihood": "{by} recorded the likelihood of going missing: {likelihood}",
    "profile.agreed": "{by} agreed version {number} of the Missing Profile",
    "profile.sent": "{by} recorded that {what} of the Missing Profile was sent to {to} ({way})",
    # every room
    "refused": "{by} was refused: {reason}",
    "looked_at": "{by} looked at the record",
}


class _Unknown(dict[str, str]):
    """A name the event does not hold is left out rather than breaking the page."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(verb: str, *, by: str, ref: str = "", **detail: object) -> str:
    """What happened, in words."""
    words = {key: str(value) for key, value in detail.items()}
    return VERBS[verb].format_map(_Unknown({**words, "by": by, "ref": ref}))
