"""One line typed during a call, `contact, text → who what when #job`, and how it is understood before it is saved."""

from herringbone.meetings.capture.directory import ClientRef, ContactRef, Directory, JobRef, PersonRef
from herringbone.meetings.capture.matching import begins
from herringbone.meetings.capture.parse import parse
from herringbone.meetings.capture.typeahead import Suggestion, suggest
from herringbone.meetings.capture.understanding import Choice, Due, NextStep, Owner, Question, Topic, Understanding

__all__ = [
    "Choice",
    "ClientRef",
    "ContactRef",
    "Directory",
    "Due",
    "JobRef",
    "NextStep",
    "Owner",
    "PersonRef",
    "Question",
    "Suggestion",
    "Topic",
    "Understanding",
    "begins",
    "parse",
    "suggest",
]
