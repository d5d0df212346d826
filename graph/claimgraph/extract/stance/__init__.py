"""What voices make of what was said: answers, denials and agreements, and how speech acts are written down."""
