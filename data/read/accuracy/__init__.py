"""Targeting errors of the store: estimates, floors, causes, small areas, visits, models."""
