"""The pages of this feature."""
