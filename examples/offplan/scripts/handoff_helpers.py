"""What /handoff needs besides the words of the agent: the next id, and one line for the workstream."""

import re
from datetime import date
from pathlib import Path


def next_id(folder: Path, initials: str, day: date) -> str:
    """The first free id of that day. Two processes may get the same: the claim decides, not this."""
    stem = f"{initials}-{day:%y%m%d}-"
    taken = [int(m[1]) for f in folder.glob(f"{stem}*.md") if (m := re.fullmatch(rf"{stem}(\d+)", f.stem))]
    return f"{stem}{max(taken, default=0) + 1:02}"


def log_line(day: date, session: str, title: str) -> str:
    return f"- {day.isoformat()} [{session}](../docs/sessions/{session}.md) — {title}"
