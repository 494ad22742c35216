"""What holds for all tests: no deadline on a busy machine, and nothing is written to the user's cache."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("here", deadline=None)
if settings.get_current_profile_name() == "default":  # another is chosen with --hypothesis-profile
    settings.load_profile("here")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let more rulebooks be compared with a solver than the suite has time for."""
    parser.addoption("--rulebooks", type=int, default=7, help="How many generated rulebooks verification is compared on with a solver.")
    parser.addoption("--browser", action="store_true", help="Run the tests that drive Chromium (make test-web).")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what drives a browser, unless it is asked for."""
    if not config.getoption("--browser"):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("browser")])
        items[:] = [item for item in items if not item.get_closest_marker("browser")]


@pytest.fixture(autouse=True, scope="session")
def _cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep loaded rulebooks in one folder for the whole run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADVISOR_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))
        yield
