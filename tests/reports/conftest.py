"""Made-up days, from the folder of the bench."""

from dataclasses import replace

import pytest
import simulated_days
from simulated_days import simulate

from posturecam.core.history.report_data import DAY_S, Period, ReportData
from posturecam.edges.history.queries import read_report_data
from posturecam.reports.figures import figures
from posturecam.reports.findings import Findings, findings
from posturecam.reports.page import report_html
from posturecam.reports.policy import policy_of
from posturecam.reports.style import Figure
from posturecam.settings import Settings
from posturecam.stretches.catalogue import Catalogue, load_catalogue
from tests.support.tracing import untraced

FIRST_DAY = 20_003  # Monday 2024-10-07


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def report_data(tmp_path_factory: pytest.TempPathFactory) -> ReportData:
    """The last fortnight of four weeks, with two pain notes."""
    path = tmp_path_factory.mktemp("simulated") / "history.db"
    with untraced():  # days by days; their lines are those of the history's own tests
        simulate(path, FIRST_DAY, 28)
    end_s = (FIRST_DAY + 28) * DAY_S
    data = read_report_data(path, Period(end_s - 14 * DAY_S, end_s))
    return replace(data, pain=data.pain[:2])


@pytest.fixture(scope="session")
def two_minutes(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Findings:
    """The findings of the first two minutes anybody records: beyond a limit for a third of them."""
    path = tmp_path_factory.mktemp("simulated") / "history.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simulated_days, "BLOCKS", ((21.05, 2),))
        simulate(path, FIRST_DAY, 1, seed=3)
    end_s = (FIRST_DAY + 1) * DAY_S
    data = read_report_data(path, Period(end_s - 7 * DAY_S, end_s))
    return findings(data, policy_of(Settings()), catalogue)


@pytest.fixture(scope="session")
def found(report_data: ReportData, catalogue: Catalogue) -> Findings:
    return findings(report_data, policy_of(Settings()), catalogue, camera_tilt_deg=14.0)


@pytest.fixture(scope="session")
def empty(catalogue: Catalogue) -> Findings:
    nothing = ReportData(Period(0, DAY_S), (), (), (), (), (), (), (), (), (), ())
    return findings(nothing, policy_of(Settings()), catalogue)


@pytest.fixture(scope="session")
def page(found: Findings, catalogue: Catalogue) -> str:
    return report_html(found, catalogue)


@pytest.fixture(scope="session")
def drawn(found: Findings) -> dict[str, Figure]:
    return {figure.name: figure for figure in figures(found)}
