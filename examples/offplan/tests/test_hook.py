import json
import tempfile
import unittest
from pathlib import Path

from scripts.hook import count, fold

# What the host calls a tool, and the counter it belongs to.
NAMES = [
    ("Bash", "Bash"),
    ("Read", "Read"),
    ("Edit", "Edit"),
    ("Write", "Write"),
    ("Glob", "Glob"),
    ("Grep", "Grep"),
    ("Task", "Task"),
    ("WebFetch", "WebFetch"),
    ("TodoWrite", "TodoWrite"),
    ("NotebookEdit", "NotebookEdit"),
    ("mcp__notion_offplan__create_page", "mcp__notion_offplan"),
    ("mcp__notion_offplan__query_database", "mcp__notion_offplan"),
    ("mcp__plugin_offplan_notion_offplan__search", "mcp__notion_offplan"),
    ("mcp__notion_other__search", "mcp__notion_other__search"),
    ("mcp__notion_offplan", "mcp__notion_offplan"),
    ("mcp__github__create_issue", "mcp__github__create_issue"),
]


class Fold(unittest.TestCase):
    pass


for number, (tool, key) in enumerate(NAMES, start=1):
    setattr(Fold, f"test_{number:02}", lambda self, t=tool, k=key: self.assertEqual(fold(t), k))


class Count(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.state = Path(self.folder.name) / ".state"

    def counts(self, session="a"):
        return json.loads((self.state / f"session-{session}.json").read_text())

    def test_the_first_call_makes_the_folder(self):
        count(self.state, "a", "Bash")
        self.assertTrue(self.state.is_dir())

    def test_a_call_counts_once(self):
        count(self.state, "a", "Bash")
        self.assertEqual(self.counts()["Bash"], 1)

    def test_calls_add_up(self):
        for _ in range(3):
            count(self.state, "a", "Bash")
        self.assertEqual(self.counts()["Bash"], 3)

    def test_notion_is_counted_even_when_it_is_zero(self):
        count(self.state, "a", "Bash")
        self.assertEqual(self.counts()["mcp__notion_offplan"], 0)

    def test_sessions_do_not_share_a_counter(self):
        count(self.state, "a", "Bash")
        count(self.state, "b", "Bash")
        self.assertEqual(self.counts("b")["Bash"], 1)

    def test_the_lock_is_a_file_of_its_own(self):
        count(self.state, "a", "Bash")
        self.assertTrue((self.state / "session-a.lock").exists())
