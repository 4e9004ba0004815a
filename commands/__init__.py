"""The terminal's commands, one module a subject; ``cli.py`` registers them."""
