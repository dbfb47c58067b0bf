"""The workplace in the browser: pages rendered here, over the same stores and rules as the API."""
