"""How fast the main pages are, beside hand-written SQL for the same rows on the same database."""
