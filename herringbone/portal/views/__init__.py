"""What a client's contact opens: no password, no rail, no other client."""
