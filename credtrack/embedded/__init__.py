"""Real PostgreSQL and Valkey servers out of Python wheels, run from a data directory of this project.

So that one command is enough on a bare machine, and that tests run on the servers that production runs on. Nothing
here imports Django: settings read the state file that this package writes.
"""
