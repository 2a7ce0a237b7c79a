"""The mails of this feature: made when they are sent."""
