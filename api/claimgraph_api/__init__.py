"""Every way in: HTTP, pages and the command line. The work is done in `claimgraph`."""

import os

from claimgraph.language import ONE_THREAD

for _name, _number in ONE_THREAD.items():  # before NumPy is loaded, as for the processes beside this one
    os.environ.setdefault(_name, _number)
