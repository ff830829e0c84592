"""Steps with their names, seconds and, when one fails, the end of what it said."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOGS = ROOT / ".run"
SIGN_OF_LIFE = 10  # seconds


def say(line: str) -> None:
    print(line, flush=True)


def step(name: str, command: list[str], *, env: dict[str, str] | None = None) -> None:
    """Run a command quietly; say that it goes on, how long it took, or why it failed."""
    LOGS.mkdir(exist_ok=True)
    started = time.monotonic()
    say(f"  {name} …")
    log = LOGS / "setup.log"
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output)
        try:
            while True:
                try:
                    process.wait(timeout=SIGN_OF_LIFE)
                    break
                except subprocess.TimeoutExpired:
                    say(f"  {name}: still at it after {time.monotonic() - started:.0f} s")
        except BaseException:
            process.kill()
            process.wait()
            raise
    if process.returncode:
        sys.stderr.write("\n".join(log.read_text(errors="replace").splitlines()[-40:]) + "\n")
        raise SystemExit(f"{name} failed: {' '.join(map(str, command))}")
    say(f"  {name}: done in {time.monotonic() - started:.1f} s")
