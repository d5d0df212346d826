"""What can stand together: abstract argumentation over claims that defeat each other (Dung, AIJ 1995).

    framework = Framework.of(3, tails=[0, 1], heads=[1, 2])    # 0 defeats 1, 1 defeats 2
    judge(framework).of(0)

Formulas, papers and pitfalls: `docs/method.md`.
"""

from claimgraph.reason.acceptance.defeat import defeats
from claimgraph.reason.acceptance.framework import Framework
from claimgraph.reason.acceptance.grounded import Grounded, Label, ground
from claimgraph.reason.acceptance.judging import Acceptance, Status, judge

__all__ = ["Acceptance", "Framework", "Grounded", "Label", "Status", "defeats", "ground", "judge"]
