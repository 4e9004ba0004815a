"""Estimates from samples: design, sums, ratios, variance, second visits."""
