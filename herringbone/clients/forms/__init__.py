"""What people fill in about clients and contacts. A form parses; the action judges."""
