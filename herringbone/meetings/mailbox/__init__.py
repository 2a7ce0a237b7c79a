"""The mailbox to which answers come, read by IMAP: each mail once, what nobody understood left there with a flag."""
