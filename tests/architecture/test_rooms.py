"""The house stands as drawn: keys look down, hooks known, files small, no manager in a view."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
# From the roof to the ground; meetings and returns share a floor.
FLOORS = {
    "returns": 6, "meetings": 6, "profiles": 5, "cases": 4, "people": 3, "deadlines": 2,
    "notifications": 1, "accounts": 0, "govuk": -1,
}  # fmt: skip
# A file imports only files further down this list (architecture: inside a room).
DOORS = [
    {"urls", "admin", "apps"},
    {"views", "api", "tasks", "management"},
    {"forms", "pdf"},
    {"services", "lifecycle", "sweep"},
    {"alerts"},
    {"access", "grants", "audit", "policy"},
    {"queries"},
    {"models"},
    {"hooks", "rules", "pathway"},
]


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


@pytest.mark.parametrize(
    "model",
    [m for m in apps.get_models() if m._meta.app_label in FLOORS],
    ids=lambda m: m._meta.label,
)
def test_foreign_keys_look_down(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey | models.OneToOneField | models.ManyToManyField):
            target = field.related_model._meta.app_label
            if target in FLOORS and target != model._meta.app_label:
                assert FLOORS[target] < FLOORS[model._meta.app_label], f"{model}.{field.name}"


def test_every_hook_is_filled_as_listed() -> None:
    """A stranger reads here who reaches up into which room, and through what."""
    from accounts import hooks as accounts
    from cases import hooks as cases
    from deadlines import hooks as deadlines
    from people import hand_over_hooks as hand_over
    from people import hooks as people

    def names(entries: list) -> list[str]:
        return sorted(f"{entry.__module__}.{entry.__name__}" for entry in entries)

    assert sorted(accounts.RECORDS) == ["A-", "D-", "E-", "L-", "M-", "N-", "P-", "R-", "S-"]
    assert names(accounts.PERSON_REFERENCES) == ["people.queries.references_of"]
    assert names(accounts.SUSPENDED) == ["people.suspended.when_suspended"]
    assert names(deadlines.OWNERS) == ["people.owners.owners_of"]
    assert names(people.ACCESS_SOURCES) == [
        "people.access.rows_of_allocations",
        "people.access.rows_of_placements",
        "people.emergency.rows_of_emergencies",
        "people.grants.rows_of_grants",
        "people.handing_over.rows_of_adding",
        "people.merging.rows_of_merges",
        "people.restricting.rows_of_named",
        "returns.services.rows_of_interviews",
    ]
    assert names(hand_over.HELD) == [
        "cases.handing_over.actions_held",
        "cases.handing_over.drafts_held",
        "cases.handing_over.episodes_held",
        "meetings.handing_over.meetings_held",
        "people.handing_duties.duties_held",
        "people.handing_duties.notices_held",
        "people.handing_over.added_by",
        "people.handing_over.parts_held",
        "returns.handing_over.interviews_held",
    ]
    assert sorted(hand_over.HAND_OVER, key=lambda kind: hand_over.HAND_OVER[kind].place) == [
        "allocation", "added", "episode", "action", "deadline", "draft", "meeting", "interview",
        "notice",
    ]  # fmt: skip
    assert names(people.MERGE) == [
        "cases.merging.carry_over", "people.merge_own.carry_over", "profiles.merging.carry_over",
    ]  # fmt: skip
    assert names(people.MERGE_CHOICES) == ["cases.merging.choices", "profiles.merging.choices"]
    assert names(people.STOPS_MERGE) == ["cases.merging.stops", "people.merge_own.stops"]
    assert names(people.ALLOCATION_CHANGED) == []
    assert names(people.PLACEMENT_CHANGED) == ["cases.placement_duties.when_a_placement_changed"]
    assert names(people.AWAY) == ["cases.queries.away_at"]
    assert names(cases.FINALISE_CHECKS) == ["returns.policy.what_stops_finalising"]
    assert sorted(panel.key for panel in cases.PANELS) == ["interview", "meetings", "profile"]
    assert sorted(cases.PAPERS) == [
        "hand_over_sheet", "minutes", "missing_profile", "need_to_know", "situation_report",
    ]  # fmt: skip
    assert names(cases.MOVED) == [
        "cases.leave_services.when_an_episode_moved",
        "cases.need_to_know.when_an_episode_moved",
        "cases.pending.when_an_episode_moved",
        "returns.services.when_an_episode_moved",
    ]
    assert sorted(cases.TOLD) == [
        "meetings.Attendee", "meetings.Meeting", "meetings.MeetingSection",
        "profiles.MissingProfile", "profiles.ProfileSection", "returns.ContactAttempt",
        "returns.Disclosure", "returns.Interview", "returns.InterviewSection",
    ]  # fmt: skip
    assert names(cases.PREFILL) == ["profiles.services.prefill_report"]


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    folders = [*FLOORS, "config", "tests", "benchmarks", "templates", "static/src"]
    long = {
        str(path.relative_to(ROOT)): count
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".js", ".css"}
        and "migrations" not in path.parts
        and (count := len(path.read_text().splitlines())) > 300
    }
    assert long == {}


def test_views_and_apis_never_touch_a_manager() -> None:
    touched = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sources(*FLOORS)
        if re.search(r"(^|_)(views|api)$", path.stem)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if ".objects" in line
    ]
    assert touched == []


def test_templates_never_query() -> None:
    asking = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "templates").rglob("*.html")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(r"\.(objects|all\(|filter\(|exists\(|count\()", line)
    ]
    assert asking == []


def test_only_one_file_knows_guardian() -> None:
    knowing = {
        str(path.relative_to(ROOT))
        for path in sources(*FLOORS)
        if re.search(r"^(from|import) guardian", path.read_text(), re.M)
    }
    assert knowing <= {"people/grants.py", "people/access_models.py"}


def test_there_is_no_room_for_odds_and_ends() -> None:
    odds = {"core", "common", "utils", "helpers"}
    found = [
        path
        for folder in [*FLOORS, "config"]
        for path in (ROOT / folder).rglob("*")
        if path.stem in odds
    ]
    assert found == []


def test_nothing_but_assembly_is_imported_from_config() -> None:
    """`config` puts rooms together; no room looks up to it."""
    for path in sources(*FLOORS):
        for node in ast.walk(ast.parse(path.read_text())):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            assert not [name for name in names if name.split(".")[0] == "config"], path


def door_of(stem: str) -> int | None:
    """Which door a file stands at (`report_views` with `views`); None: a file of its own kind."""
    for number, door in enumerate(DOORS):
        if stem in door or any(stem.endswith(f"_{name}") for name in door):
            return number
    return None


def test_inside_a_room_imports_lead_from_the_door_to_the_cellar() -> None:
    wrong = []
    for room in FLOORS:
        for path in sources(room):
            here = door_of("management" if "management" in path.parts else path.stem)
            if here is None:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if not isinstance(node, ast.ImportFrom) or not node.module:
                    continue
                parts = node.module.split(".")
                if parts[0] != room:
                    continue
                files = parts[1:2] or [alias.name for alias in node.names]
                for file in files:
                    there = door_of(file)
                    if there is not None and there < here:
                        wrong.append(f"{path.relative_to(ROOT)} imports {room}.{file}")
    assert wrong == []
