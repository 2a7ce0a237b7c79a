"""What pages of this feature are filled in with."""
