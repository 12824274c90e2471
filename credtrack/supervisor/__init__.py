"""`make run`: starts everything credtrack needs on one machine, keeps it running, and stops it in order.

A small one of our own, since PostgreSQL has to stop after its clients do: honcho kills what it started after a fixed
time, and circus needs a server of its own. On several machines, each of its children runs under the init system there.
"""
