"""Writes the numbers in docs/conformance.md: how many tests of each W3C suite pass. It takes about ten seconds.

usage: python docs/conformance.py [--check]      --check changes nothing and exits 1 where a number is another one now

The tests lie beside the checkout (KG_SHARED); without them the page stays as it is.
"""

import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.conformance.outcomes import fault_of
from tests.conformance.suites import PAGE, SUITES, cases

_PLACE = re.compile(r"(<!-- numbers: .*? -->\n).*?(<!-- end of numbers -->)", re.DOTALL)


def made() -> str:
    """The table in Markdown."""
    of_suite = Counter(case.suite for case in cases())
    passed = Counter(case.suite for case in cases() if not fault_of(case))
    numbers = [(name, passed[name], of_suite[name]) for name in SUITES]
    rows = [("suite", "passed", "of"), ("---", "---:", "---:"), *numbers, ("all", passed.total(), of_suite.total())]
    return "".join(f"| {' | '.join(map(str, row))} |\n" for row in rows)


def main() -> int:
    """The exit code: 1 where --check found an old number."""
    if not cases():
        print("left out: set KG_SHARED to the folder with the W3C tests")
        return 0
    text, table = PAGE.read_text(encoding="utf8"), made()
    new = _PLACE.sub(lambda place: f"{place[1]}{table}{place[2]}", text)
    if new == text:
        return 0
    if "--check" in sys.argv:
        print("out of date: docs/conformance.md")
        return 1
    PAGE.write_text(new, encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
