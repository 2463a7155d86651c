// Quickens pages that already work without it.
