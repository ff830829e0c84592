"""What changed between two agreed versions: pure, over their frozen content."""

from typing import Any

from profiles.rules import UNDER_A_HEADING

Change = dict[str, Any]


def changes(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """Section by section: what was added, what was taken out, what reads differently."""
    before, after = _sections(old), _sections(new)
    found = []
    for title in dict.fromkeys([*after, *before]):
        lines = _differences(before.get(title, {}), after.get(title, {}))
        if lines:
            found.append({"title": title, "lines": lines})
    return found


def _differences(old: dict[str, str], new: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"label": label, "before": old.get(label, ""), "after": new.get(label, "")}
        for label in dict.fromkeys([*new, *old])
        if old.get(label, "") != new.get(label, "")
    ]


def _sections(content: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Each section's lines by label. A row goes by its first answer's words, so a moved row is no
    change.
    """
    sections = {"From the record": {one["label"]: one["text"] for one in content.get("record", [])}}
    likelihood = content.get("likelihood") or {}
    sections["Likelihood"] = {"Going missing": likelihood["text"]} if likelihood else {}
    sections["Times missing"] = {
        one["reference"]: _said(one) for one in content.get("chronology", [])
    }
    for section in content.get("sections", []):
        sections[section["title"]] = _lines(section)
    return sections


def _lines(section: dict[str, Any]) -> dict[str, str]:
    """The section's own answers, then each row's under the row's name."""
    lines: dict[str, str] = {}
    heading = ""
    for answer in section["answers"]:
        label = answer["label"]
        if label in UNDER_A_HEADING:
            label = f"{heading}: {label[0].lower()}{label[1:]}"
        else:
            heading = label
        lines[label] = answer["text"]
    for row in section["rows"]:
        name = ", ".join(answer["text"] for answer in row[:2])
        said = "; ".join(f"{one['label']}: {one['text']}" for one in row[2:])
        # Two rows may bear one name: both are kept.
        lines[name] = f"{lines[name]} | {said}" if name in lines else said or "Listed"
    return lines


def _said(episode: dict[str, str]) -> str:
    return "; ".join(value for key, value in episode.items() if value and key != "reference")
