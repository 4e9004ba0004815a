"""The application's own small database: scenarios and records of runs."""
