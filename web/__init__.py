"""What the pages run in the browser, in TypeScript, and the program that builds it."""
