"""The pages of forms, jobs and tasks: parse, call one action or one query, render."""
