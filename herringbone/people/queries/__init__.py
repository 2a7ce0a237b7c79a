"""What people's pages read."""
