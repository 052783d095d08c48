"""One shot: lists the records that Notion is to mirror. Read-only here, and never called by a command."""

from pathlib import Path

from scripts.frontmatter import read

FOLDERS = ("docs/sessions", "workstreams", "plans", "docs/decisions", "docs/learnings")


def records(root: Path) -> list[tuple[str, str]]:
    """(path, title) of each record, in the order in which they are to be mirrored."""
    found = []
    for folder in FOLDERS:
        for file in sorted((root / folder).glob("*.md")):
            if not file.name.startswith(("INDEX", "README")):
                title = read(file.read_text(encoding="utf-8")).get("title", file.stem)
                found.append((file.relative_to(root).as_posix(), title))
    return found


if __name__ == "__main__":
    for path, title in records(Path(".")):
        print(path, title, sep="\t")
