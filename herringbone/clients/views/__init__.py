"""The pages of clients, contacts, conversations and files: parse, call one action or one query, render."""
