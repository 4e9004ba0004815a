"""The policy simulator: what a rule does with the counts of families. Pure: same arguments, same answer."""
