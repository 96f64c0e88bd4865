"""What manage.py does before Django can be imported: from a bare machine to a command that runs."""

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from protests.bootstrap import debian, environment, gate, keys, processes, up

ROOT = Path(__file__).parents[1]
PINS = re.compile(r"^([\w.-]+==[\w.]+)", re.MULTILINE)


class TestImport:
    def test_needs_the_standard_library_only(self):
        """-I and -S: no environment, no site-packages."""
        code = (
            f"import sys; sys.path.insert(0, {str(ROOT)!r}); import protests.bootstrap; print('django' in sys.modules)"
        )
        done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True)
        assert (done.stdout, done.stderr) == ("False\n", "")


class TestDebian:
    def test_nothing_missing_is_nothing_to_do(self):
        debian.provide([], may_install=False)

    def test_a_command_that_may_not_install_says_the_line_to_run(self):
        with pytest.raises(SystemExit) as stop:
            debian.provide(["python3-venv", "postgresql-postgis"], may_install=False)
        line = "apt-get install --no-install-recommends python3-venv postgresql-postgis"
        assert str(stop.value) == f"Something is missing from this machine: run `{line}` as root, then start again."

    def test_an_ordinary_user_without_sudo_is_told_the_line_to_run(self, monkeypatch, tmp_path):
        (tmp_path / "apt-get").touch(mode=0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        with pytest.raises(SystemExit, match="run `apt-get install --no-install-recommends nodejs` as root"):
            debian.provide(["nodejs"], may_install=True)

    def test_another_system_is_told_what_debian_calls_it(self, monkeypatch, tmp_path):
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(SystemExit, match="what Debian calls gdal-bin"):
            debian.provide(["gdal-bin"], may_install=True)

    def test_every_package_a_command_asks_for_can_be_looked_for(self):
        asked = {*gate.packages(gate.parse([])), *up.packages(up.parse(["--port", "0"]))}
        assert asked <= set(debian.IS_HERE)


class TestEnvironment:
    @pytest.fixture
    def checkout(self, tmp_path):
        """A checkout with an environment whose stamp is right for requirements.txt."""
        for name in ("requirements.txt", "requirements-dev.txt"):
            (tmp_path / name).write_text("django==5.2.19\n")
        (tmp_path / "requirements-dev.txt").write_text("django==5.2.19\npytest==9\n")
        venv = tmp_path / ".local" / "venv"
        (venv / "bin").mkdir(parents=True)
        (venv / "bin" / "python").symlink_to(sys.executable)
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        stamp = [str(venv), version, environment._digest(tmp_path / "requirements.txt")]
        (venv / "made-for").write_text("\n".join(stamp))
        return tmp_path

    def exists(self, checkout, lock="requirements.txt"):
        return environment.exists(checkout / ".local" / "venv", checkout / lock)

    def test_is_kept_while_nothing_changed(self, checkout):
        assert self.exists(checkout)

    def test_is_brought_up_to_date_when_the_lock_changed(self, checkout):
        (checkout / "requirements.txt").write_text("django==5.2.20\n")
        assert not self.exists(checkout)

    def test_is_added_to_for_the_tests(self, checkout):
        assert not self.exists(checkout, "requirements-dev.txt")

    def test_is_made_anew_when_its_python_vanished(self, checkout):
        (checkout / ".local" / "venv" / "bin" / "python").unlink()
        assert not self.exists(checkout)

    def test_is_made_anew_when_the_checkout_moved(self, checkout):
        (checkout / ".local").rename(checkout / "moved")
        assert not environment.exists(checkout / "moved" / "venv", checkout / "requirements.txt")

    @pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
    def test_an_environment_of_ones_own_is_left_alone(self, tmp_path, name):
        """Ours, seen from another checkout, is such a one: it carries what both locks are for."""
        assert environment.is_active(Path(shutil.copy(ROOT / name, tmp_path)))

    def test_one_with_another_django_is_not_taken_for_ours(self, tmp_path):
        (tmp_path / "requirements.txt").write_text("django==4.2.1\n")
        assert not environment.is_active(tmp_path / "requirements.txt")

    def test_the_tests_lock_includes_the_sites(self):
        site, tests = ((ROOT / name).read_text() for name in ("requirements.txt", "requirements-dev.txt"))
        assert set(PINS.findall(site)) <= set(PINS.findall(tests))

    def test_each_pin_has_a_hash(self):
        for lock in ("requirements.txt", "requirements-dev.txt"):
            blocks = re.split(r"\n(?=\w)", (ROOT / lock).read_text())
            assert [block for block in blocks if PINS.match(block) and "--hash=sha256:" not in block] == []


class TestKeys:
    def test_are_made_once_for_their_owner_only(self, tmp_path):
        first = keys.of_checkout(tmp_path)
        assert set(first) == {"SECRET_KEY", "CONTACT_KEY"}
        assert first["SECRET_KEY"] != first["CONTACT_KEY"]
        assert keys.of_checkout(tmp_path) == first
        assert [file.name for file in tmp_path.iterdir()] == ["secrets.env"]
        assert stat.S_IMODE((tmp_path / "secrets.env").stat().st_mode) == 0o600


class TestProcesses:
    def test_a_quick_step_says_nothing(self, capfd):
        processes.step("Counting", ["echo", "one"])
        assert capfd.readouterr().out == ""

    def test_a_long_step_says_what_it_is_doing(self, capfd, monkeypatch):
        monkeypatch.setattr(processes, "FIRST_WORD_AFTER", 0.1)
        processes.step("Counting", ["sleep", "0.3"])
        assert capfd.readouterr().out == "Counting ...\n"

    def test_a_failing_step_shows_what_it_said(self):
        with pytest.raises(SystemExit) as stop:
            processes.step("Counting", ["sh", "-c", "echo one; echo two >&2; exit 3"])
        assert str(stop.value) == "Counting failed:\none\ntwo"

    def test_children_go_when_we_are_killed(self, tmp_path):
        code = (
            "from protests.bootstrap import processes; import sys, time;"
            "print(processes.start(['sleep', '60']).pid, flush=True); time.sleep(60)"
        )
        parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
        parent.communicate()
        assert processes.eventually(lambda: not _runs(child), seconds=5)

    def test_who_does_not_leave_is_ended(self, monkeypatch):
        monkeypatch.setattr(processes, "GRACE", 0.2)
        stubborn = processes.start(["sh", "-c", "trap '' TERM; echo ready; sleep 60 & wait"], stdout=subprocess.PIPE)
        stubborn.stdout.readline()
        processes.stop([stubborn])
        stubborn.stdout.close()
        assert stubborn.returncode == -signal.SIGKILL


def _runs(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"
    except OSError:
        return False


class TestUp:
    def test_a_taken_port_is_told_in_one_sentence(self, monkeypatch):
        monkeypatch.setattr(up, "LET_GO", 0)
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            with pytest.raises(SystemExit) as stop:
                up.parse(["--port", str(port)])
        assert str(stop.value).startswith(f"Port {port} is taken")

    def test_a_port_that_is_being_let_go_is_waited_for(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            began = time.monotonic()
            taken.close()
        assert up.parse(["--port", str(port)]).port == port
        assert time.monotonic() - began < up.LET_GO


class TestGate:
    def test_takes_its_own_options_and_leaves_the_rest_to_pytest(self):
        options = gate.parse(["--no-browser", "tests/test_filters.py", "-k", "bbox", "--slow"])
        assert (options.no_browser, options.slow) == (True, True)
        assert options.arguments == ["tests/test_filters.py", "-k", "bbox"]

    def test_the_browser_is_installed_only_where_it_is_used(self):
        assert "chromium-headless-shell" in gate.packages(gate.parse([]))
        assert "chromium-headless-shell" not in gate.packages(gate.parse(["--no-browser"]))
