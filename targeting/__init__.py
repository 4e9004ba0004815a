"""Statistics of targeting: errors with their intervals and verdicts, small areas, movement, tenure, sample planning.

Pure functions of their arguments; nothing here reads a file, a database or a clock.
"""
