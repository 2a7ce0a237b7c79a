"""What people's pages let be typed."""
