"""Pure functions over text: folding, sentences, words, quantities, qualifiers and entities."""
