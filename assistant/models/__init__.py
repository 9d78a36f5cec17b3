"""Who writes the sentences: a model behind a chat endpoint, a script, or no model at all."""
