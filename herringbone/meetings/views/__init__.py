"""The pages of this feature: each parses, calls one action or one query, and renders."""
