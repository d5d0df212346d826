"""What follows from the graph: origins, disputes, findings. Pure: a graph goes in, values come out, nothing here is truth."""
