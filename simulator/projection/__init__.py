"""The register quarter by quarter under a policy: a cohort projection over the cells."""
