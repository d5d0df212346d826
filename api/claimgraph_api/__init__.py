"""Every way in: HTTP, pages and the command line. The work is done in `claimgraph`."""
