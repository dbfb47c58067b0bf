"""From transcripts and a form to a draft of the protocol, as DOCX and PDF/A. Loads no network library."""
