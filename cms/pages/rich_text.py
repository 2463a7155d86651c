"""What authors may use in running text: a fixed list, so that nothing is lost on its way."""

TERM = "term"

# Whatever is not listed here is stripped by the editor at the next save; other inline tags would cut a sentence
# into several strings for the translator.
FEATURES = ["bold", "italic", "subscript", "superscript", "ol", "ul", "link", "document-link", TERM]
