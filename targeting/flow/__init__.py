"""Movement: transitions between deciles, tenure on a programme."""
