"""How the jobs of a client stand, and what was told of them."""
