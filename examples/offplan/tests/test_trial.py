import unittest
from datetime import date

from app.trial import Trial

TRIAL = Trial("north", date(2026, 5, 11))


class TrialDays(unittest.TestCase):
    def test_the_first_day_counts(self):
        self.assertEqual(TRIAL.days_left(date(2026, 5, 11)), 14)

    def test_the_last_day_is_still_open(self):
        self.assertTrue(TRIAL.is_open(date(2026, 5, 24)))
        self.assertEqual(TRIAL.days_left(date(2026, 5, 24)), 1)

    def test_the_day_after_is_not(self):
        self.assertFalse(TRIAL.is_open(date(2026, 5, 25)))
        self.assertEqual(TRIAL.days_left(date(2026, 5, 25)), 0)
