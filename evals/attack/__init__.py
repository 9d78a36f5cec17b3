"""The gate attacked: true sentences, honest rewordings, and the same with one thing made false."""
