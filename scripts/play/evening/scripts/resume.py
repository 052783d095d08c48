"""What /resume shows: my last session, what waits on me, my workstreams, then the others'."""

from pathlib import Path

from scripts.frontmatter import read


def sessions(folder: Path) -> list[dict]:
    """Every session, the newest first. Legacy files count for the operator they name, or for nobody."""
    found = []
    for file in folder.glob("*.md"):
        data = read(file.read_text(encoding="utf-8"))
        found.append({"id": file.stem, "created": "", "operator": None, **data})
    return sorted(found, key=lambda session: (session["created"], session["id"]), reverse=True)


def last_of(operator: str, folder: Path) -> dict | None:
    """None for someone without a session yet: the dashboard says so and goes on."""
    return next((session for session in sessions(folder) if session["operator"] == operator), None)


def footer(operator: str, folder: Path) -> list[str]:
    peers = {s["operator"] for s in sessions(folder)} - {operator, None}
    lasts = [(peer, last_of(peer, folder)) for peer in sorted(peers)]
    return [f'{peer}: last seen {last["id"]} ("{last.get("title", last["id"])}")' for peer, last in lasts if last]
