"""Claims that came as rows of a table, among themselves and beside sentences."""
