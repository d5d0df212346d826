"""A language model, where somebody plugs one in: it proposes more of what the rules read, and every proposal is checked."""

from claimgraph.extract.llm.asking import second_reading
from claimgraph.extract.llm.endpoint import LanguageModel
from claimgraph.extract.llm.judging import Judged, judge_pairs

__all__ = ["Judged", "LanguageModel", "judge_pairs", "second_reading"]
