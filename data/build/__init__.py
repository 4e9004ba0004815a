"""From the inbox to a published store: what to count, counting, the ledger, models, proof, publication."""
