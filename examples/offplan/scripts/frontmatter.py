"""Reads the frontmatter of a record: one value a line, lists in brackets, one level of nesting."""


def split(text: str) -> tuple[str, str]:
    """(frontmatter, body). Without a fence on the first line everything is body."""
    if not text.startswith("---\n"):
        return "", text
    end = text.find("\n---\n", 3)
    return ("", text) if end < 0 else (text[4 : end + 1], text[end + 5 :])


def read(text: str) -> dict:
    """The values. A map stays a map: the first end-to-end run found them written back as strings."""
    data: dict = {}
    parent = None
    for line in split(text)[0].splitlines():
        key, colon, value = line.strip().partition(":")
        if not colon or key.startswith("#"):
            continue
        value = value.strip()
        if line.startswith("  ") and parent is not None:
            data[parent][key] = scalar(value)
        elif value == "":
            parent = key
            data[key] = {}
        else:
            parent = None
            data[key] = scalar(value)
    return data


def scalar(value: str):
    if value.startswith("[") and value.endswith("]"):
        return [part.strip() for part in value[1:-1].split(",") if part.strip()]
    return value.strip("'\"")
