"""Two statements compared: their words side by side, and the rules by which they collide or support each other."""
