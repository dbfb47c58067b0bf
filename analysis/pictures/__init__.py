"""Pictures for the case file: SVG and PNG."""
