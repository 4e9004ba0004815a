"""Who may see what: roles, the configuration of sign-in, and what holds while there is none."""
