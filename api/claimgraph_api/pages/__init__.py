"""What people see: server-rendered pages, complete without script."""
