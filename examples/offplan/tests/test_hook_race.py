import json
import multiprocessing
import tempfile
import unittest
from pathlib import Path

from scripts.hook import count

PROCESSES = 50


def worker(barrier, state):
    # Without the barrier the first process is done before the last one starts, and nothing races.
    barrier.wait()
    count(Path(state), "race", "Bash")


class Race(unittest.TestCase):
    def test_fifty_processes_enter_together_and_no_call_is_lost(self):
        with tempfile.TemporaryDirectory() as state:
            barrier = multiprocessing.Barrier(PROCESSES)
            processes = [multiprocessing.Process(target=worker, args=(barrier, state)) for _ in range(PROCESSES)]
            for process in processes:
                process.start()
            for process in processes:
                process.join()
            counts = json.loads((Path(state) / "session-race.json").read_text())
            self.assertEqual(counts["Bash"], PROCESSES)
