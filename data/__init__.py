"""Families and DuckDB: the contract, the checks, the build, the demonstration register and the readers of the store."""
