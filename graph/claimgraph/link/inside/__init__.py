"""What collides and what supports inside one document, as it states or as its voices answer each other."""
