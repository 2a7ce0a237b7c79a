"""How durations, dates, amounts and names are said: one wording for pages, mails and documents alike."""
