"""Whether a test that a table names as a proof is there: `file::name`, or `file::*` for any."""

import ast
from functools import cache

from tests.support.shared_data import REPOSITORY


def is_there(proof: str) -> bool:
    """Say whether `proof` names a test; the path counts from the folder of the tests."""
    file, _, name = proof.partition("::")
    names = _names_in(file)
    return name in names or (name == "*" and bool(names))


@cache
def _names_in(file: str) -> frozenset[str]:
    tree = ast.parse((REPOSITORY / "tests" / file).read_text("utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(n.name for n in tree.body if isinstance(n, functions) and "test_" in n.name)
