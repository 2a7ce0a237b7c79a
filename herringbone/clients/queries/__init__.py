"""What people read about clients and contacts."""
