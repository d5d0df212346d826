"""The claims of a text: which words state something, and the self-contained sentence that they make."""
