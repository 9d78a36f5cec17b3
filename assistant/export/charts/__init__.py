"""Pictures of claims: factors on a log axis, and who measured itself against whom."""
