import gc
import sys
from collections.abc import Iterator

import pytest

from claimgraph_api.pages.rendering import environment
from claimgraph_api.server.warming import LAZY, THRESHOLDS, warm_up


@pytest.fixture
def warm() -> Iterator[None]:
    environment.cache_clear()
    usual = gc.get_threshold()
    warm_up()
    yield
    gc.unfreeze()
    gc.set_threshold(*usual)


@pytest.mark.usefixtures("warm")
def test_what_the_first_questions_need_is_loaded() -> None:
    pages = environment()
    assert pages.cache is not None
    assert len(pages.cache) == len(pages.list_templates()) > 20
    assert sys.modules.keys() >= set(LAZY)


@pytest.mark.usefixtures("warm")
def test_the_collector_goes_through_nothing_that_is_loaded() -> None:
    loaded = gc.get_freeze_count()
    gc.collect()
    assert loaded > 10_000
    assert gc.get_freeze_count() > 0.99 * loaded  # a few still go with the last reference to them
    assert len(gc.get_objects()) < loaded / 2


@pytest.mark.usefixtures("warm")
def test_the_collector_looks_after_thousands_of_new_objects_and_not_hundreds() -> None:
    assert gc.isenabled()
    assert gc.get_threshold() == THRESHOLDS
