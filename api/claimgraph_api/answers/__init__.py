"""What is answered, in values that HTTP, pages and the command line share."""
