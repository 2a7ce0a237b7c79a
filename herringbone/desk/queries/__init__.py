"""What a desk reads: duties worst first, today, who is waited for, the accounts of whoever leads some."""
