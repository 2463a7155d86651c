"""A complete plugin of a third party: an item type, a condition, a rule and a credential in one Django app."""
