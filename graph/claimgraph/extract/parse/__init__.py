"""From a text to its parse, mended where the parser is known to err about who says what."""
