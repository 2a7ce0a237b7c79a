"""Meetings from calendar files: iCalendar (RFC 5545) and vCalendar 1.0."""
