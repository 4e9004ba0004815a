"""Where tasks of a build run: one after the other on this machine, or on the workers of a cluster."""
