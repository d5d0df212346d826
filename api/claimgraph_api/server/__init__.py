"""How requests are served: who may, what is kept ready, which processes stand beside, and the work they are handed."""
