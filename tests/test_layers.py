"""Imports go one way, and only `waybook.ui` and the pages know Streamlit (design: the map)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Lowest first. A package may import those on the lines above it here, and itself.
LAYERS = [
    {"durations", "price"},
    {"plan", "reference", "wording"},
    {"model", "audit", "compliance", "readiness", "plan_file"},
    {"estimate"},
    {"answer_prices", "approaches", "xray", "reforecast", "taking"},
    {"advice"},
    {"spreadsheet", "handouts", "store", "answer_effects"},
    {"cli", "ui"},
    {"pages"},
]
HEIGHT = {package: height for height, layer in enumerate(LAYERS) for package in layer}


def imports(source: str) -> set[str]:
    """Dotted names of all modules that this source imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "write imports in full"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def trespasses(package: str, source: str) -> list[str]:
    wrong = []
    for name in sorted(imports(source)):
        top, _, rest = name.partition(".")
        other = rest.split(".")[0]
        if top == "streamlit" and package not in ("ui", "pages"):
            wrong.append(name)
        if top == "waybook" and other != package and HEIGHT.get(other, -1) >= HEIGHT.get(package, 0):
            wrong.append(name)
    return wrong


def place(name: str) -> str:
    """The commands of the command line are modules beside `cli`."""
    return "cli" if name.endswith("_command") else name


def files() -> list[tuple[str, Path]]:
    sources = [
        path
        for path in sorted((ROOT / "src/waybook").rglob("*.py"))
        if path.name != "__init__.py" or path.parent.name != "waybook"
    ]
    inside = [(place(path.relative_to(ROOT / "src/waybook").parts[0].removesuffix(".py")), path) for path in sources]
    return [*inside, *(("pages", path) for path in sorted((ROOT / "pages").glob("*.py")))]


def test_every_package_has_its_place_on_the_map():
    assert {package for package, _ in files()} - HEIGHT.keys() == set(), "add it to LAYERS, as low as it can be"


def test_imports_go_one_way():
    wrong = {
        str(path.relative_to(ROOT)): trespasses(package, path.read_text(encoding="utf-8")) for package, path in files()
    }
    assert {path: names for path, names in wrong.items() if names} == {}


@pytest.mark.parametrize(
    ("package", "line"),
    [
        ("model", "import streamlit"),
        ("model", "from waybook.store import Store"),
        ("compliance", "from waybook import readiness"),
        ("plan", "def f():\n    from waybook.reference import rates"),
        ("store", "import waybook.ui.frame"),
        ("cli", "from streamlit import web"),
    ],
)
def test_the_rule_can_fail(package, line):
    assert trespasses(package, line)
