"""The columns that come in and the tables that go out, as code."""
