"""One module a command, each with `run(values) -> exit code`."""
