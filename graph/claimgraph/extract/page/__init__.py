"""How a text is set: paragraphs, quotes, labels, notes, rows, messages and turns, as they stand there."""
