import sys
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from claimgraph.derive.decoded import Decoded

BODY = sys.getsizeof("a")
TEXTS = st.lists(st.text(st.sampled_from("aé☃"), max_size=60), max_size=40)


@given(TEXTS, st.integers(0, 400))
def test_what_is_decoded_is_the_same_and_takes_no_more_bytes_than_it_may(bodies: list[str], most: int) -> None:
    decoded = Decoded(len, most)
    for body in bodies:
        assert decoded(body) == len(body)
        assert 0 <= decoded.size <= most


def test_the_last_asked_for_are_kept_until_they_are_forgotten_and_what_is_too_large_puts_none_of_them_out() -> None:
    made: list[str] = []

    def decode(body: str) -> str:
        made.append(body)
        return body

    decoded = Decoded(decode, 2 * BODY)
    for body in ("a", "b", "a", "x" * 3 * BODY, "c", "a", "b"):
        decoded(body)
    assert made == ["a", "b", "x" * 3 * BODY, "c", "b"]
    decoded.forget()
    decoded("b")
    assert (made[-2:], decoded.size) == (["b", "b"], BODY)


def test_many_threads_may_ask_at_the_same_time() -> None:
    decoded = Decoded(len, 5 * BODY)
    bodies = [chr(97 + number % 10) * (number % 3 + 1) for number in range(3_000)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(decoded, bodies)) == list(map(len, bodies))
    assert 0 < decoded.size <= 5 * BODY
