"""One policy over cells: the decision, places, budget, outcome."""
