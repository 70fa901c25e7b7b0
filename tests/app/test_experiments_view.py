"""The table of experiments shows every score in full, also in a pipe."""

import pytest

from dateline.cli.experiments_view import print_outcomes
from dateline.train.experiments import CONDITIONS, VARIANTS, Outcome

SCORES = {"parties F1": 0.111, "domains micro-F1": 0.222, "domains macro-F1": 0.333, "pairs F1": 0.444}
UNSEEN = {(c, t): 0.5 + n / 100 for n, c in enumerate(CONDITIONS) for t in ("partners", "domains", "boilerplate")}


def test_no_score_is_cut_off(capsys: pytest.CaptureFixture[str]) -> None:
    longest = max((variant.name for variant in VARIANTS), key=len)
    print_outcomes([Outcome(longest, SCORES, UNSEEN)])
    line = next(line for line in capsys.readouterr().out.splitlines() if longest in line)
    assert line.split()[-10:] == ["0.111", "0.222", "0.333", "0.444", *["0.500"] * 3, *["0.510"] * 3]
