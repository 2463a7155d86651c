"""A phrase and its renderings, side by side: sentences of one language with their counterparts in another."""
