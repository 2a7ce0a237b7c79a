"""The forms of this feature's pages."""
