"""Judges what lies in the inbox: files, personal data, and every claim of ``data/sql/check``."""
