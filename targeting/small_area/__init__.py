"""Estimates for areas with few visits."""
