"""The folder of the store, opening it, who may read what of it, and what is hidden."""
