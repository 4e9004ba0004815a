"""The tables that leave as data, in the package and in the API: what the pages show, row by row, and never more."""
