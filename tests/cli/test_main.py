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


FAULT = """
import click, kg.cli
@click.command()
def command():
    raise ValueError("odd")
kg.cli.LazyGroup.get_command = lambda self, ctx, name: command
kg.cli.main()
"""
SAID = "Error: kg failed unexpectedly: ValueError: odd\n"


def failing(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", FAULT, *words], capture_output=True, text=True, check=False)


def test_a_fault_of_kg_is_told_in_short() -> None:
    done = failing("stats")
    remedy = "  This is a fault of kg. Run it again with --debug to see where: kg --debug stats …\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", SAID + remedy)


def test_debug_shows_where_kg_failed() -> None:
    done = failing("--debug", "stats")
    assert done.returncode == 2
    assert done.stderr.startswith("Traceback")
    assert SAID in done.stderr


def test_output_that_cannot_be_written_is_told() -> None:
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-c", "from kg.cli import main; main()", "query", "--list"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    message = (
        "Error: the output cannot be written: No space left on device\n  at standard output\n  Make room for it.\n"
    )
    assert (done.returncode, done.stderr) == (2, message)


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = [sys.executable, "-c", "from kg.cli import main; main()", "query", "--list"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        assert running.stderr.read() == ""
