import pytest

from tests.targeting.oracle import data


@pytest.fixture(scope="session")
def register():
    return data("P02_register_small")
