"""An office's files as they are become files of the contract, as a mapping says."""
