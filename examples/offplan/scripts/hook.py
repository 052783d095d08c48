"""PostToolUse hook: counts the calls of a session. It never fails and never blocks its host.

The lock is a file of its own. Replacing the state file by a rename swaps the inode, and whoever
waits on a lock of the old one then holds an orphan: 6 of 200 increments survived that.
"""

import fcntl
import json
import os
import sys
import tempfile
from pathlib import Path

NOTION = ("mcp__notion_offplan__", "mcp__plugin_offplan_notion_offplan__")


def fold(tool: str) -> str:
    """One counter for every tool of the Notion server, whatever the plugin calls it."""
    return "mcp__notion_offplan" if tool.startswith(NOTION) else tool


def count(state: Path, session: str, tool: str) -> None:
    state.mkdir(parents=True, exist_ok=True)
    with open(state / f"session-{session}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        file = state / f"session-{session}.json"
        counts = json.loads(file.read_text()) if file.exists() else {"mcp__notion_offplan": 0}
        counts[fold(tool)] = counts.get(fold(tool), 0) + 1
        with tempfile.NamedTemporaryFile("w", dir=state, delete=False) as new:
            json.dump(counts, new)
        os.replace(new.name, file)


def main() -> None:
    try:
        event = json.load(sys.stdin)
        root = Path(os.environ.get("CLAUDE_PROJECT_DIR", "."))
        count(root / ".state", Path(event["session_id"]).name, event["tool_name"])
    except Exception:
        pass  # A hook that fails would stop the agent.


if __name__ == "__main__":
    main()
