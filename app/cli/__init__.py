"""The command line: each command is options, one call into the library, and print."""
