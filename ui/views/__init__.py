"""Values in, widgets out."""
