"""What lies in the inbox, and how its files become tables with the contract's columns."""
