"""Pages of the app and the views they are made of."""
