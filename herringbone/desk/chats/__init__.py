"""Chats are told what happens (C7): of what a client's chat can be told (`kinds`), how a message looks to each chat
(`formats`), and writing and sending messages (`posting`).

A chat belongs to a person or to a client. A person's own gets that person's notifications. A client's gets what happens
for that client alone; who may read it is decided in the chat, so only who directs the client (R2, R1) may set it up.
Either way a message names people, the client and what happened, with a link; what was written stands behind the link.
What whoever set it up may not see when it is sent, is not sent.
"""
