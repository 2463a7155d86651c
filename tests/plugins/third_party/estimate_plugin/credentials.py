"""A certificate as plain text."""

from course_engine.plugins.credentials import CredentialRenderer
from course_engine.plugins.values import CredentialFacts


class TextCertificate(CredentialRenderer):
    slug = "text"
    label = "Text"
    content_type = "text/plain; charset=utf-8"
    extension = "txt"

    def render(self, facts: CredentialFacts) -> bytes:
        return f"{facts.name}\n{facts.course}\n{facts.issued_at:%Y-%m-%d}\n{facts.verify_url}\n".encode()
