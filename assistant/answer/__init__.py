"""From a question to an answer: search, read, write, check every sentence, or refuse."""
