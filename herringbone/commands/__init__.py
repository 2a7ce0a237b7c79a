"""What an administrator does at a terminal. One module per command, listed in `herringbone.cli`.

A command has `add_arguments(parser)` and `run(told) -> int`, the exit code: 0 done, 1 not done, 2 something was not
said. One that must be heard before the settings are read has `prepare(told)` too.
"""
