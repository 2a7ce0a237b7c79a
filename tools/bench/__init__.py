"""How fast the main pages are, beside SQL written by hand that fetches the same rows from the same database."""
