"""Rules: their fields, files, editing and links."""
