"""Exact rows of the store, each reader with a scope."""
