import tempfile
import unittest
from pathlib import Path

from scripts.resume import footer, last_of


def folder(**files: str) -> Path:
    path = Path(tempfile.mkdtemp())
    for name, text in files.items():
        (path / f"{name.replace('_', '-')}.md").write_text(text, encoding="utf-8")
    return path


MINE = "---\noperator: roman\ncreated: 2026-05-11T15:12:40+02:00\n---\n"
THEIRS = "---\ntitle: Trial\noperator: sergei\ncreated: 2026-05-11T16:15:20+02:00\n---\n"


class Resume(unittest.TestCase):
    def test_nothing_is_not_an_error(self):
        self.assertIsNone(last_of("roman", folder()))

    def test_a_legacy_file_without_operator_is_nobodys(self):
        self.assertIsNone(last_of("roman", folder(CONV_10="# CONV-10\n")))

    def test_my_own_comes_before_a_newer_one_of_a_peer(self):
        both = folder(RT_260511_01=MINE, SK_260511_03=THEIRS)
        self.assertEqual(last_of("roman", both)["id"], "RT-260511-01")
        self.assertEqual(footer("roman", both), ['sergei: last seen SK-260511-03 ("Trial")'])
