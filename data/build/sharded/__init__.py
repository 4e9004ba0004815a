"""Builds a quarter in shards of families: the same SQL for each, on an engine; sums are added up by key."""
