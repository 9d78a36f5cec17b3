"""The command line behind ``assistant.cli``: its edge, its terminal and what its commands share."""
