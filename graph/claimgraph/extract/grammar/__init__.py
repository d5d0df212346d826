"""What the words of a parsed text are: their tree, their forms, the times and amounts they tell, and the words that attribute."""
