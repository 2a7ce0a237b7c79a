"""Everything of a job as one archive: what is in it (`contents`), and how the worker fills it (`filling`)."""
