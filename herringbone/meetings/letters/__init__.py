"""The mails that this feature sends: made when they are sent, from the records as they are then."""
