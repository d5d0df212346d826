"""Where the claims of a document stand in it, who says them, and to whom they may answer."""
