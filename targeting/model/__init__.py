"""What the verified sample teaches: who is entitled, where places are wrong, assisted estimates."""
