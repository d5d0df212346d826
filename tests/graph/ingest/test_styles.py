"""Which words of a page its styles hide, and by which selectors they are found."""

import pytest
from lxml.html import fromstring

from claimgraph.ingest.parsers.selectors import Matcher
from claimgraph.ingest.parsers.styles import Sheet, behind, is_hiding

PAGE = """<html><head><style>%s</style></head><body id="top"><div class="a c"><p>One.</p><div><p class="b" data-x="one two">Two.</p></div>
<p lang="en-GB" class="d">Three.</p></div></body></html>"""


def hides(style: str) -> bool:
    element = fromstring(f"<html><body><p style='{style}'>x</p></body></html>")[0][0]
    found = Sheet().style_of(element)
    return is_hiding(found, behind(found))


def matched(selector: str) -> list[str]:
    """The words of the paragraphs that a selector is for."""
    page = fromstring(PAGE % f"{selector}{{color:red}}")
    matcher = Matcher(page)
    return [element.text for element in page.iter("p") if matcher.declared(element)]


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : NONE !important",
        "d\\69splay:/**/none",
        "background:url(data:a;b);display:none",
        "content-visibility:hidden",
        "opacity:.01",
        "opacity:1%",
        "filter:blur(2px) opacity(0)",
        "color:rgba(0,0,0,0)",
        "color:#0000",
        "color:hsl(0,0%,100%)",
        "color:hsl(120deg 10% 20% / 2%)",
        "color:rgb(100% 100% 100%)",
        "-webkit-text-fill-color:transparent;color:black",
        "background:#222;color:#222",
        "background-color:hsl(0 0% 0%);color:#000000",
        "clip:rect(0 0 0 0);position:absolute",
        "clip:rect(1px,1px,1px,1px);position:absolute",
        "clip-path:inset(100%)",
        "clip-path:inset(50% 0)",
        "clip-path:circle(0)",
        "clip-path:polygon(0 0,0 0,0 0)",
        "transform:scale(0)",
        "transform:rotate(3deg) scaleY(0)",
        "transform:matrix(0,0,0,0,1,1)",
        "transform:translateX(-9999px)",
        "transform:rotateX(90deg)",
        "scale:0",
        "height:0;overflow:hidden",
        "max-height:0;overflow-y:hidden",
        "width:1px;height:1px;overflow:hidden;position:absolute",
        "margin-left:-9999px",
        "margin:0 0 0 -9999px",
        "position:fixed;top:-1000vh",
        "position:absolute;left:-100%",
        "text-indent:-99em",
        "font-size:.01em",
    ],
)
def test_a_style_that_leaves_nothing_to_see_hides(style: str) -> None:
    assert hides(style)


@pytest.mark.parametrize(
    "style",
    [
        "opacity:.6",
        "filter:opacity(80%)",
        "color:rgba(0,0,0,.5)",
        "color:hsl(0,0%,10%)",
        "background:#222;color:#fff",
        "background:url(x);color:#fff",
        "clip:rect(0,90px,20px,0);position:absolute",
        "clip:auto",
        "clip-path:inset(10%)",
        "clip-path:circle(50%)",
        "clip-path:polygon(0 0,100% 0,50% 100%)",
        "transform:scale(1.5)",
        "transform:translate(-50%,-50%)",
        "transform:matrix(1,0,0,1,10,10)",
        "height:0",
        "height:20px;overflow:hidden",
        "height:auto;overflow:hidden",
        "max-width:100%;overflow:hidden",
        "margin-left:-15px",
        "margin:0 auto",
        "position:absolute;left:-10px",
        "text-indent:-1em",
        "font-size:80%",
    ],
)
def test_a_style_of_words_that_can_be_seen_hides_nothing(style: str) -> None:
    assert not hides(style)


@pytest.mark.parametrize(
    ("selector", "words"),
    [
        ("p", ["One.", "Two.", "Three."]),
        (".a .b", ["Two."]),
        (".a > p", ["One.", "Three."]),
        (".a > .b", []),
        ("#top .c>div>p.b", ["Two."]),
        ("p[data-x]", ["Two."]),
        ("[data-x~=two]", ["Two."]),
        ("[data-x^='one']", ["Two."]),
        ('[data-x$="one"]', []),
        ("[data-x*=wo]", ["Two."]),
        ("[lang|=en]", ["Three."]),
        (".c p:first-child", ["One.", "Two."]),
        (".a > p:last-child", ["Three."]),
        (".a > :nth-child(3)", ["Three."]),
        (".a > :nth-child(odd)", ["One.", "Three."]),
        (".a > :nth-last-child(-n+1)", ["Three."]),
        ("div + p", ["Three."]),
        ("p ~ p", ["Three."]),
        ("h1, .b", ["Two."]),
        ("*", ["One.", "Two.", "Three."]),
        (":root p", ["One.", "Two.", "Three."]),
        (":hover", []),
        ("p::before", []),
        ("p:not(.b)", ["One.", "Three."]),
        (":is(.b, h1)", ["Two."]),
        (".B", ["Two."]),
        (".\\62", ["Two."]),
        ("p:of-no-kind, .b", ["Two."]),
        (".a >", []),
    ],
)
def test_a_selector_is_for_those_elements_alone_that_it_names(selector: str, words: list[str]) -> None:
    assert matched(selector) == words


@pytest.mark.parametrize(
    ("css", "colour"),
    [
        ("p{color:red} .b{color:blue}", "blue"),
        (".b{color:blue} p{color:red}", "blue"),
        (".b{color:blue} .b{color:red}", "red"),
        (".b{color:blue!important} #top .b{color:red}", "blue"),
        (":root{--ink:red} .b{color:var(--ink)}", "red"),
        (".b{color:var(--ink, green)}", "green"),
        ("@media screen{.b{color:red}} @media print{.b{color:blue}}", "red"),
        ("@media (max-width:9em){.b{color:red}}", None),
        ("@media print, screen{.b{color:red}} @import 'x.css'; .b{margin:0; i{color:blue}}", "red"),
        ("p{color:red} @supports (a:b){@layer c{.b{color:blue}}} } .b{color:}", "blue"),
    ],
)
def test_the_rule_that_counts_most_gives_the_colour(css: str, colour: str | None) -> None:
    page = fromstring(PAGE % css)
    (second,) = page.find_class("b")
    assert Sheet.of(page).style_of(second).get("color") == colour
