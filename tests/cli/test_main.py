import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import COMMANDS


def kg(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from kg.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


def test_help_lists_every_command() -> None:
    listed = re.findall(r"^  ([a-z]+) ", kg("--help").stdout, flags=re.MULTILINE)
    assert [name for name in listed if name in COMMANDS] == list(COMMANDS)


def test_help_loads_no_heavy_library() -> None:
    heavy = "{'spacy', 'rdflib', 'networkx', 'pyvis'}"
    code = "import sys; from kg.cli import cli; cli(['--help'], standalone_mode=False); "
    code += f"print(sorted(set(sys.modules) & {heavy}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_shows_an_example(name: str) -> None:
    done = kg(name, "--help")
    assert done.returncode == 0
    assert "Example:" in done.stdout


def test_versions_of_all_parts_are_named() -> None:
    lines = kg("--version").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["kg", "ontology", "language"]


def test_an_error_says_what_where_and_what_to_do(tmp_path: Path) -> None:
    done = kg("extract", "nothing.txt", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        "Error: there is no such file or folder\n  at nothing.txt\n  Check the path.\n",
    )


def test_an_unknown_option_is_a_usage_error(tmp_path: Path) -> None:
    assert kg("extract", "--nonsense", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_each_shell(shell: str) -> None:
    assert "_KG_COMPLETE" in kg("completion", shell).stdout
