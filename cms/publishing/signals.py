"""What listeners may hear from published content."""

from django.dispatch import Signal

# Sent inside the transaction that made the change. sender: the model; instance: the row; action: one of
# "published", "unpublished", "moved", "deleted", "restricted".
content_changed = Signal()

# Sent inside the transaction of a page copy. sender: the model of the page copied; source, copy: the roots of
# both trees; mapping: old machine key -> new machine key for every page of the tree.
content_copied = Signal()
