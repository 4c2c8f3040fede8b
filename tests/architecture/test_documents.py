"""What the documents point at is there: files, commands, targets, packages."""

import re
from pathlib import Path

import pytest

from server.settings import ROOT

DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "README.zh-CN.md", "config/README.md", "tests/README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def named(path: Path) -> str:
    """How a document is called in a test's name."""
    return str(path.relative_to(ROOT))


def text_of(name: str) -> str:
    """A document below the root."""
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_link_leads_to_a_file(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_path_in_code_style_exists(path: Path) -> None:
    paths = re.findall(r"`((?:server|config|tests|docs)/[\w./-]+)`", path.read_text(encoding="utf-8"))
    assert [name for name in paths if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_command_and_target_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    commands = set(re.findall(r"_command\(\s*commands, \"([\w-]+)\"", text_of("server/__main__.py")))
    targets = set(re.findall(r"^(\w+):", text_of("Makefile"), re.MULTILINE))
    assert set(re.findall(r"-m server ([\w-]+)", text)) <= commands
    assert set(re.findall(r"(?:^|`)make (\w+)", text, re.MULTILINE)) <= targets


@pytest.mark.parametrize("path", DECISIONS, ids=named)
def test_a_decision_has_its_three_parts_and_a_link_from_the_architecture(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"^\*\*(\w+)\.\*\*", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert text.startswith(f"# {int(path.name[:4])}. ")
    assert f"(decisions/{path.name})" in ARCHITECTURE


def test_the_architecture_knows_every_part_of_the_server() -> None:
    parts = [path for path in (ROOT / "server").iterdir() if not path.name.startswith("__")]
    names = [f"{path.name}/" if path.is_dir() else path.name for path in parts]
    assert [
        name for name in names if not re.search(rf"^{re.escape(name)} ", ARCHITECTURE, re.MULTILINE)
    ] == []


def test_the_architecture_shows_the_layers_that_are_checked() -> None:
    layers = re.findall(
        r"^    \"([\w |]+)\",$", text_of("pyproject.toml").partition("exhaustive")[0], re.MULTILINE
    )
    assert layers
    assert "\n".join(layers) in ARCHITECTURE


def test_both_readmes_give_the_same_commands() -> None:
    def blocks(name: str) -> list[str]:
        found = re.findall(r"^ *```\n(.*?)^ *```", text_of(name), re.MULTILINE | re.DOTALL)
        return [block.replace(" ", "") for block in found if "server/" not in block]

    assert blocks("README.md") == blocks("README.zh-CN.md")
