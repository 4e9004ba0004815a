"""Intervals, verdicts, many areas at once, and the sample that would decide."""
