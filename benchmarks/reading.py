"""How well texts are read: claims and chains on annotated articles, attributions on PolNeAR, words per CPU-second.

    python benchmarks/reading.py                          # the annotated articles beside this file
    python benchmarks/reading.py --marked                 # attributions in the passages of attributions/
    python benchmarks/reading.py --polnear PATH/polnear/dev
    python benchmarks/reading.py --errors                 # with what was missed and what was made up

All figures are of the rules tier: no trained cue model and no language model takes part. Beside each stands its 95 % interval, from
resampling whole documents (percentile bootstrap, 1,000 draws, fixed seed).
PolNeAR (Newell, Margolin, Ruths, LREC 2018) has no licence: it may be measured on, never shipped nor trained on. It annotates no
attribution inside another, so what is listed there is wrong by it; "none inside another" leaves that out.
"""

import hashlib
import json
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from marked import GoldFrame, passages

from asking import asking
from claimgraph import language
from claimgraph.extract import read
from claimgraph.extract.page.layout import paragraphs_of
from claimgraph.extract.page.quotes import quotes_of
from claimgraph.ids import mint_id
from claimgraph.model import Assertion, Document, Reading

ARTICLES = Path(__file__).parent / "articles"
LEAST = 0.5
DRAWS = 1000
_EMPTY = frozenset({"the", "a", "an", "of", "s", "my", "his", "her", "its", "their"})
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of what was right, what was predicted and what was there."""

    right: float
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of what was predicted that is right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of what was there that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.predicted + self.gold
        return 2 * self.right / total if total else 0.0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    def __str__(self) -> str:
        counts = f"right {self.right:g}, predicted {self.predicted}, gold {self.gold}"
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}  ({counts})"


def interval(scores: Sequence[Score]) -> tuple[float, float]:
    """The 95 % interval of the F1 of all scores, one of each document, by a percentile bootstrap over documents."""
    chance = random.Random(7)  # noqa: S311 - draws for an interval, nothing secret
    table = np.array([(2 * score.right, score.predicted + score.gold) for score in scores])
    sums = np.array([table[chance.choices(range(len(scores)), k=len(scores))].sum(axis=0) for _ in range(DRAWS)])
    drawn = np.sort(np.divide(sums[:, 0], sums[:, 1], out=np.zeros(DRAWS), where=sums[:, 1] > 0))
    return float(drawn[DRAWS * 25 // 1000]), float(drawn[DRAWS * 975 // 1000 - 1])


def print_scores(documents: Sequence[Mapping[str, Score]], width: int) -> None:
    """Print each measure over all documents with its interval."""
    for name in documents[0] if documents else ():
        scores = [document[name] for document in documents]
        low, high = interval(scores)
        print(f"{name:{width}} {sum(scores, Score(0, 0, 0))}  95 % {low:.3f} to {high:.3f}")


def read_text(text: str) -> Reading:
    """The reading of a bare text."""
    return read(document_of(text))


def document_of(text: str) -> Document:
    """A bare text as a document."""
    return Document(mint_id("document", text), text, hashlib.sha256(text.encode()).hexdigest())


def characters(spans: Iterable[tuple[int, int]]) -> set[int]:
    """The offsets that spans cover."""
    return {at for start, end in spans for at in range(start, end)}


def overlap_f1(a: Spans, b: Spans) -> float:
    """The character F1 of two sets of spans, in [0, 1]."""
    first, second = characters(a), characters(b)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def overlap_iou(a: Spans, b: Spans) -> float:
    """The intersection over union of two sets of spans in characters, in [0, 1]."""
    first, second = characters(a), characters(b)
    return len(first & second) / len(first | second) if first and second else 0.0


def matched(scores: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """One-to-one pairs (predicted, gold), the best first, each at least LEAST."""
    pairs: list[tuple[int, int]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for (left, right), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if score >= LEAST and left not in used[0] and right not in used[1]:
            pairs.append((left, right))
            used[0].add(left)
            used[1].add(right)
    return pairs


def speakers_of(reading: Reading, claim_id: str) -> list[list[str]]:
    """For each assertion made of a claim the names of its chain, outermost first."""
    outer = {assertion.content.assertion: assertion for assertion in reading.assertions if assertion.content.assertion}
    author = next(iter(reading.document.authors), reading.document.publisher)  # annotators write "author"
    chains = []
    for assertion in reading.assertions:
        if assertion.content.claim == claim_id and not assertion.implied:
            names: list[str] = []
            current: Assertion | None = assertion
            while current is not None:
                names.append("author" if current.speaker.name == author else current.speaker.name)
                current = outer.get(current.id)
            chains.append(names[::-1])
    return chains


def same_name(a: str, b: str) -> bool:
    """Whether two names can be the same: the words of one, without articles and possessives, are among those of the other."""
    first, second = (set(re.findall(r"\w+", name.lower())) - _EMPTY for name in (a, b))
    return bool(first and second) and (first <= second or second <= first)


def same_chain(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two chains name the same speakers in order."""
    return len(a) == len(b) and all(same_name(x, y) for x, y in zip(a, b, strict=True))


@dataclass(slots=True)
class ArticleResult:
    """What one annotated article showed."""

    claims: Score
    chains: Score
    polarity: Score
    certainty: Score
    errors: list[str]


def score_article(article: dict[str, Any]) -> ArticleResult:
    """The scores of one annotated article."""
    text = article["text"]
    reading = read_text(text)
    predicted = _predictions(reading)
    gold = article["claims"]
    scores = {}
    for left, (span, _) in enumerate(predicted):
        for right, claim in enumerate(gold):
            if span[0] < claim["end"] and claim["start"] < span[1]:
                scores[left, right] = overlap_f1((span,), ((claim["start"], claim["end"]),))
    pairs = matched(scores)
    texts = {claim.id: claim for claim in reading.claims}
    first = {claim_id: next(a for a in reading.assertions if a.content.claim == claim_id and not a.implied) for _, claim_id in predicted}
    chains = [
        any(same_chain(chain, gold[right]["speakers"]) for chain in speakers_of(reading, predicted[left][1])) for left, right in pairs
    ]
    polarity = [texts[predicted[left][1]].slots.polarity == gold[right].get("polarity", "positive") for left, right in pairs]
    certainty = [first[predicted[left][1]].certainty == gold[right].get("certainty", "unstated") for left, right in pairs]
    return ArticleResult(
        claims=Score(len(pairs), len(predicted), len(gold)),
        chains=Score(sum(chains), len(pairs), len(pairs)),
        polarity=Score(sum(polarity), len(pairs), len(pairs)),
        certainty=Score(sum(certainty), len(pairs), len(pairs)),
        errors=list(_errors(text, reading, predicted, gold, pairs)),
    )


def _predictions(reading: Reading) -> list[tuple[tuple[int, int], str]]:
    found: dict[str, tuple[int, int]] = {}
    for assertion in reading.assertions:
        if assertion.content.claim is not None and not assertion.implied:
            found.setdefault(assertion.content.claim, (assertion.quote.start, assertion.quote.end))
    return [(span, claim_id) for claim_id, span in found.items()]


def _errors(
    text: str,
    reading: Reading,
    predicted: Sequence[tuple[tuple[int, int], str]],
    gold: Sequence[dict[str, Any]],
    pairs: Sequence[tuple[int, int]],
) -> Iterator[str]:
    hit, found = {left for left, _ in pairs}, {right for _, right in pairs}
    first = {a.content.claim: a for a in reversed(reading.assertions) if a.content.claim and not a.implied}
    for left, (span, claim_id) in enumerate(predicted):
        if left not in hit:
            yield f"  made up  [{text[span[0] : span[1]]}] {speakers_of(reading, claim_id)}"
    for right, claim in enumerate(gold):
        if right not in found:
            yield f"  missed   [{text[claim['start'] : claim['end']]}] {claim['speakers']}"
    for left, right in pairs:
        chains = speakers_of(reading, predicted[left][1])
        if not any(same_chain(chain, gold[right]["speakers"]) for chain in chains):
            yield f"  chain    [{text[gold[right]['start'] : gold[right]['end']]}] gold {gold[right]['speakers']} got {chains}"
        got = first[predicted[left][1]].certainty
        if got != gold[right].get("certainty", "unstated"):
            yield f"  sure     [{text[gold[right]['start'] : gold[right]['end']]}] gold {gold[right].get('certainty')} got {got.value}"


def gold_frames(path: Path) -> list[GoldFrame]:
    """The attributions of one brat file: those with a cue and content."""
    spans: dict[str, Spans] = {}
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        where = rest.split("\t")[0].partition(" ")[2]
        if name.startswith("T") and where:
            spans[name] = tuple((int(a), int(b)) for a, b in (part.split() for part in where.split(";")))
        elif name.startswith("E"):
            parts: dict[str, Spans] = defaultdict(tuple)
            for role, _, target in (argument.partition(":") for argument in rest.split()):
                parts[re.sub(r"\d+$", "", role)] += spans.get(target, ())
            if parts["Cue"] and parts["Content"]:
                found.append(GoldFrame(parts["Cue"], parts["Source"], parts["Content"]))
    return found


def polnear_texts(folder: Path, limit: int = 10_000) -> Iterator[tuple[str, list[GoldFrame]]]:
    """The texts of a PolNeAR part, each with the attributions of its first annotator."""
    for path in sorted((folder / "text").glob("*.txt"))[:limit]:
        annotations = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        if annotations:
            yield path.read_bytes().decode("utf-8"), gold_frames(annotations[0])


def score_polnear(folder: Path, *, limit: int, errors: bool) -> list[dict[str, Score]]:
    """The scores of frames on each text of a PolNeAR part: a frame is right where its cue and its content agree at IoU .5."""
    return [_frame_scores(text, gold, errors=errors) for text, gold in polnear_texts(folder, limit)]


def _frame_scores(text: str, gold: Sequence[GoldFrame], *, errors: bool) -> dict[str, Score]:
    reading = read_text(text)
    predicted = [
        GoldFrame(
            ((a.cue.start, a.cue.end),),
            ((a.source.start, a.source.end),) if a.source else (),
            tuple((span.start, span.end) for span in a.content),
        )
        for a in reading.attributions
    ]
    content = {(i, j): overlap_iou(p.content, g.content) for i, p in enumerate(predicted) for j, g in enumerate(gold) if _near(p, g)}
    pairs = matched(content)
    cued = [(i, j) for i, j in pairs if characters(predicted[i].cue) & characters(gold[j].cue)]
    strict = [(i, j) for i, j in cued if overlap_iou(predicted[i].cue, gold[j].cue) >= LEAST]
    sourced = [(i, j) for i, j in cued if _source_right(predicted[i], gold[j])]
    whole = [(i, j) for i, j in strict if _source_right(predicted[i], gold[j])]
    outer = {i for i, frame in enumerate(predicted) if not _is_inside(frame, predicted)}
    if errors:
        _print_frame_errors(text, predicted, gold, cued)
    return {
        "content": Score(len(pairs), len(predicted), len(gold)),
        "cue overlaps, content": Score(len(cued), len(predicted), len(gold)),
        "cue and content at IoU .5": Score(len(strict), len(predicted), len(gold)),
        "the same, none inside another": Score(sum(i in outer for i, _ in strict), len(outer), len(gold)),
        "cue, source, content at IoU .5": Score(len(whole), len(predicted), len(gold)),
        "source right of matched": Score(len(sourced), len(cued), len(cued)),
        "characters of content": _shared_characters(predicted, gold),
        "floor: quoted spans as content": _quoted_floor(text, gold),
    }


def _is_inside(frame: GoldFrame, frames: Sequence[GoldFrame]) -> bool:
    """Whether a frame stands in what another attributes: PolNeAR annotates none that does."""
    return any(start <= frame.cue[0][0] < end for other in frames if other is not frame for start, end in other.content)


def _shared_characters(predicted: Sequence[GoldFrame], gold: Sequence[GoldFrame]) -> Score:
    """The code points that lie in any content, predicted and annotated."""
    first, second = (characters(part for frame in frames for part in frame.content) for frames in (predicted, gold))
    return Score(len(first & second), len(first), len(second))


def _quoted_floor(text: str, gold: Sequence[GoldFrame]) -> Score:
    """What the content alone scores where each quoted stretch is taken for one attribution, and nothing else."""
    masked = language.mask(text)
    quoted: list[Spans] = [((quote.start, quote.end),) for quote in quotes_of(text, masked, paragraphs_of(masked))]
    near = {
        (i, j): overlap_iou(spans, frame.content)
        for i, spans in enumerate(quoted)
        for j, frame in enumerate(gold)
        if spans[0][0] < frame.content[-1][1] and frame.content[0][0] < spans[0][1]
    }
    return Score(len(matched(near)), len(quoted), len(gold))


def _near(p: GoldFrame, g: GoldFrame) -> bool:
    return p.content[0][0] < g.content[-1][1] and g.content[0][0] < p.content[-1][1]


def _source_right(predicted: GoldFrame, gold: GoldFrame) -> bool:
    if not gold.source or not predicted.source:
        return not gold.source and not predicted.source
    return overlap_iou(predicted.source, gold.source) >= LEAST


def _print_frame_errors(text: str, predicted: Sequence[GoldFrame], gold: Sequence[GoldFrame], pairs: Sequence[tuple[int, int]]) -> None:
    hit, found = {i for i, _ in pairs}, {j for _, j in pairs}
    for mark, frames, known in (("+", predicted, hit), ("-", gold, found)):
        for number, frame in enumerate(frames):
            if number not in known:
                print(
                    mark,
                    " | ".join(
                        " … ".join(text[a:b] for a, b in part).replace("\n", " ")[:160] for part in (frame.source, frame.cue, frame.content)
                    ),
                )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; the exit code is 0."""
    parser = asking(__doc__, "--errors")
    parser.add_argument("--polnear", type=Path, help="a part of PolNeAR: the folder with text/ and attributions/")
    parser.add_argument("--articles", type=Path, default=ARTICLES, help="a folder of annotated articles as JSON")
    parser.add_argument("--limit", type=int, default=10_000, help="read at most so many PolNeAR texts")
    parser.add_argument("--marked", action="store_true", help="the attributions of the marked passages in attributions/")
    parser.add_argument("--files", default="*.txt", help="which of the marked passages: b*.txt for those that nothing was learned from")
    options = parser.parse_args(arguments)
    language.load()
    if options.polnear:
        print_scores(score_polnear(options.polnear, limit=options.limit, errors=options.errors), 32)
    elif options.marked:
        print_scores([_frame_scores(text, gold, errors=options.errors) for text, gold in passages(files=options.files)], 32)
    else:
        _print_articles(options.articles, errors=options.errors)
    return 0


def _print_articles(folder: Path, *, errors: bool) -> None:
    documents: list[dict[str, Score]] = []
    began, words = time.process_time(), 0
    for path in sorted(folder.glob("*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        result = score_article(article)
        words += len(article["text"].split())
        print(f"{article['id']:40} claims {result.claims}  chains {result.chains.precision:.2f}")
        if errors:
            print("\n".join(result.errors))
        documents.append({name: getattr(result, name) for name in ("claims", "chains", "polarity", "certainty")})
    taken = time.process_time() - began
    print_scores(documents, 12)
    print(f"words per CPU-second {words / max(1e-9, taken):.0f} (n = {words} words)")


if __name__ == "__main__":
    sys.exit(main())
