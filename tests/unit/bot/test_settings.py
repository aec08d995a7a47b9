"""Whatever somebody writes into a setting: it is taken, or a line or two say what is wrong with it."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import settings_file
from bot.settings import Settings
from bot.settings_file import SettingsError

SECRET = "s3cretword"
NAMES = tuple(name for name in Settings.model_fields if name != "database_url")  # told with its faults


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder, and no setting in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.upper().startswith("LINEZERO_"):
            monkeypatch.delenv(name)


def faults(**given: str) -> str:
    """What is said of these settings, nothing when they are taken."""
    with pytest.MonkeyPatch.context() as environment:
        for name, value in given.items():
            environment.setenv(f"LINEZERO_{name}", value)
        try:
            settings_file.read()
        except SettingsError as error:
            lines = error.lines
        else:
            return ""
    assert len(lines) == len(given)
    assert all(len(line) <= 300 for line in lines)
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TIMEZONE", "Moscow", "did you mean Europe/Moscow?"),
        ("TIMEZONE", "москва", "did you mean Europe/Moscow?"),
        ("TIMEZONE", "Екатеринбург", "did you mean Asia/Yekaterinburg?"),
        ("TIMEZONE", "Europe/Moskow", "did you mean Europe/Moscow?"),
        ("TIMEZONE", "almaty", "did you mean Asia/Almaty?"),
        ("TIMEZONE", "", "such as Europe/Moscow"),
        ("TIMEZONE", "../../etc/passwd", "no time zone"),
        ("WEBHOOK_LISTEN", "127.0.0.1", "a port from 1 to 65535"),
        ("WEBHOOK_LISTEN", "127.0.0.1:99999", "a port from 1 to 65535"),
        ("WEBHOOK_LISTEN", "127.0.0.1:http", "a port from 1 to 65535"),
        ("WEBHOOK_LISTEN", "", "a port from 1 to 65535"),
        ("WEBHOOK_URL", "http://bot.example.com/hook", "https://bot.example.com"),
        ("WEBHOOK_URL", "https://bot.example.com:8080/hook", "443, 80, 88 or 8443"),
        ("WEBHOOK_URL", "https://bot.example.com/{hook}", "in its path"),
        ("WEBHOOK_URL", "nonsense", "https://bot.example.com"),
        ("WEBHOOK_SECRET", f"{SECRET} и пробел", "1–256 characters"),
        ("CONFIRM_HOURS", "inf", "a whole number from 1 to 8760"),
        ("CONFIRM_HOURS", "nan", "a whole number from 1 to 8760"),
        ("CONFIRM_HOURS", "9" * 5000, "a whole number from 1 to 8760"),
        ("CONFIRM_HOURS", "", "is empty"),
        ("WATCHDOG_SECONDS", "inf", "a number from 5 to 3600"),
        ("BURST_SECONDS", "nan", "a number from 0 to 30"),
        ("WORKERS", "1e3", "from 1 to 64"),
        ("DESK_CHAT_ID", "-" + "9" * 30, "-1001234567890"),
        ("DESK_CHAT_ID", "12345", "-1001234567890"),
        ("SUPERVISORS", "@ivan", "123456789"),
        ("SUPERVISORS", "9" * 40, "123456789"),
        ("SLA", "99999999999/1/1", "15/30/480"),
        ("DAYS_OFF", "2026-01-01..9999-12-31", "2027-01-11..2027-01-13"),
        ("HOLIDAYS", "Россия", "such as RU"),
        ("SEGMENT_PRIORITY", "vip=" + "9" * 5000, "vip=60"),
        ("MODE", "push", "polling, webhook"),
        ("LOG_JSON", "да", "true or false"),
        ("ENCODER", "bert", "auto, lexical"),
        ("ENCODER", "path:/nowhere", "not there"),
        ("TELEGRAM_TOKEN", SECRET, "@BotFather"),
        ("TELEGRAM_TOKEN", f"123:{SECRET} x", "@BotFather"),
        ("TELEGRAM_API_URL", "api.telegram.org", "https://api.telegram.org"),
        ("TELEGRAM_API_URL", f"https://u:{SECRET}@host", "no user and password"),
        ("PROXY", f"ftp://u:{SECRET}@host", "socks5://"),
        ("COMPANY_NAME", "х" * 5000, "up to 100 signs"),
        ("DATA_DIR", "", "name a folder"),
        ("DEMO_PORT", "0", "from 1 to 65535"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_secret_with_it(name, value, said):
    told = faults(**{name: value})
    assert told.startswith(f"LINEZERO_{name}: ")
    assert said in told
    assert SECRET not in told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOG_LEVEL", "debug"),
        ("MODE", " Polling "),
        ("WEBHOOK_LISTEN", "[::1]:8443"),
        ("WEBHOOK_LISTEN", ":8443"),
        ("SUMMARY_HOUR", ""),
        ("DESK_CHAT_ID", ""),
        ("HOLIDAYS", ""),
        ("TIMEZONE", "Asia/Almaty"),
        ("COMPANY_FILE", ""),
    ],
)
def test_what_is_meant_well_is_taken(name, value):
    assert faults(**{name: value}) == ""


WORDS = [
    "inf",
    "-inf",
    "nan",
    "1e999",
    "-1",
    "0",
    "0x10",
    "1_0",
    "٣",
    "½",
    "…",
    "None",
    "true",
    "[]",
    "{}",
    '"',
    "'",
    "../..",
    "https://",
    "://",
    "sqlite:",
    "sqlite://",
    "socks5://:@:",
    "http://[::1",
    "-/-/-",
    "24/7",
    "9999-12-31",
    "0001-01-01",
    "vip=",
    "=60",
    "path:",
    "RU",
    "ZZ",
    "Moscow",
    "-100123",
    "1,2,,3",
]
HOSTILE = st.one_of(
    st.sampled_from(
        [*WORDS, "", " ", "\n", "a\tb", "9" * 30, "9" * 5000, "a" * 5000, "1/2/3; 1: 1/1/1", "пн 25:00-26:00"]
    ),
    st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=60),
    st.integers().map(str),
    st.floats().map(str),
)


@given(name=st.sampled_from(NAMES), value=HOSTILE)
@settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "600")),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_anything_is_taken_or_told(name, value):
    if faults(**{name.upper(): value}):
        return
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(f"LINEZERO_{name.upper()}", value)
        usable(settings_file.read())


def usable(known: Settings) -> None:
    """What the program reckons with these settings stays in bounds."""
    now = datetime(2026, 12, 1, tzinfo=UTC)
    for name, value in known.model_dump().items():
        if isinstance(value, int | float):
            assert abs(value) < 2**53
            for unit in ("hours", "days", "minutes", "seconds"):
                if name.endswith(unit):
                    assert now + 3 * timedelta(**{unit: value})
    assert known.calendar.next_opening(now)
    assert known.targets is not None
    assert known.telegram_proxy or not known.proxy.get_secret_value()
    assert all(-(2**53) < chat < 0 for chat in known.desk_chats)
    assert all(0 < person < 2**53 for person in known.supervisor_ids)


# -- the file .env -----------------------------------------------------------------------------------


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def test_a_byte_order_mark_hides_no_setting(env_file):
    env_file.write_bytes("LINEZERO_COMPANY_NAME=Ромашка\n".encode("utf-8-sig"))
    assert settings_file.read().company_name == "Ромашка"
    assert settings_file.misspelt() == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("LINEZERO_COMPANY_NAME=Ромашка\n".encode("cp1251"), "UTF-8"),
        ("LINEZERO_COMPANY_NAME=Ромашка\n".encode("utf-16"), "UTF-8"),
        (b"LINEZERO_MODE=polling\n\x00\x00\n", "no text file"),
        (b'LINEZERO_MODE=polling\n\nLINEZERO_COMPANY_NAME="Romashka\n', "line 3"),
        (b"LINEZERO_MODE=polling\nLINEZERO_COMPANY_NAME\n", "line 2"),
        (b"#" * 2_000_000, "1 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(env_file, content, said):
    env_file.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        settings_file.read()
    (line,) = caught.value.lines
    assert said in line
    assert ".env" in line


def test_a_folder_in_its_place_is_told(env_file):
    env_file.mkdir()
    with pytest.raises(SettingsError, match=r"\.env cannot be read \(Is a directory\)"):
        settings_file.read()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is barred to root")
def test_a_file_that_is_somebody_elses_is_told(env_file):
    env_file.write_text("LINEZERO_MODE=polling\n")
    env_file.chmod(0)
    with pytest.raises(SettingsError, match="Permission denied"):
        settings_file.read()


def test_misspelt_names_are_told_with_the_nearest(env_file, monkeypatch):
    env_file.write_text("LINEZERO_SUPORT_HOURS=24/7\nTELEGRAM_TOKEN=1:a\nPOSTGRES_PASSWORD=x\n")
    monkeypatch.setenv("LINEZERO_TIME_ZONE", "Europe/Moscow")
    monkeypatch.setenv("LINZERO_DESK_CHAT_ID", "-1001")
    monkeypatch.setenv("LINEZERO_QQQ", "")
    monkeypatch.setenv("linezero_mode", "polling")
    told = "\n".join(settings_file.misspelt())
    for wrong, right in (
        ("LINEZERO_SUPORT_HOURS (.env)", "LINEZERO_SUPPORT_HOURS"),
        ("TELEGRAM_TOKEN (.env)", "LINEZERO_TELEGRAM_TOKEN"),
        ("LINEZERO_TIME_ZONE (environment)", "LINEZERO_TIMEZONE"),
        ("LINZERO_DESK_CHAT_ID (environment)", "LINEZERO_DESK_CHAT_ID"),
    ):
        assert any(line.startswith(wrong) and f"did you mean {right}?" in line for line in told.split("\n"))
    assert "LINEZERO_QQQ" in told
    assert "POSTGRES" not in told
    assert "linezero_mode" not in told
