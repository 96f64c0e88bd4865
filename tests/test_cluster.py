"""The private PostGIS: made whole or not at all, shared, closed, and back after every kind of end."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
import pytest

from protests.bootstrap.cluster import Cluster
from protests.bootstrap.processes import eventually

ROOT = Path(__file__).parents[1]
SETUP = ROOT / "deploy" / "postgres"


@pytest.fixture(scope="module")
def home():
    """A folder that the account of the server reaches; pytest's own is closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="standpoint-test-"))
    folder.chmod(0o755)
    yield folder / "pg"
    shutil.rmtree(folder)


@pytest.fixture
def cluster(home):
    with Cluster(home, SETUP) as cluster:
        yield cluster


def connect(cluster, role, database="protests"):
    return psycopg.connect(host=str(cluster.socket), user=role, dbname=database, autocommit=True)


def ask(cluster, role, query, database="protests"):
    with connect(cluster, role, database) as connection:
        return connection.execute(query).fetchone()[0]


def postmaster(cluster):
    return int((cluster.server.data / "postmaster.pid").read_text().split("\n")[0])


def test_the_addresses_are_a_socket_and_two_roles(cluster):
    urls = {name: urlsplit(url) for name, url in cluster.urls().items()}
    assert {name: url.username for name, url in urls.items()} == {"DATABASE_URL": "app", "DATABASE_OWNER_URL": "owner"}
    assert {unquote(url.hostname) for url in urls.values()} == {str(cluster.socket)}


def test_nobody_else_reaches_it(cluster):
    assert cluster.socket.stat().st_mode & 0o077 == 0
    assert ask(cluster, "app", "SHOW listen_addresses") == ""
    assert len(bytes(cluster.socket / ".s.PGSQL.5432")) <= 107


def test_knows_every_script_and_place(cluster):
    """A trigram of Cyrillic needs a locale that has letters beyond ASCII."""
    assert ask(cluster, "app", "SELECT show_trgm('Київ') <> '{}' AND lower('КИЇВ') = 'київ'")
    assert ask(cluster, "app", "SELECT ST_X(ST_Point(13.4, 52.5)::geometry)") == 13.4


def test_the_site_changes_rows_and_no_table(cluster):
    with connect(cluster, "owner") as owner:
        owner.execute("CREATE TABLE banner (id serial PRIMARY KEY, words text)")
    with connect(cluster, "app") as app:
        app.execute("INSERT INTO banner (words) VALUES ('Free the 47')")
        app.execute("UPDATE banner SET words = ''")
        app.execute("DELETE FROM banner")
        for change in ("CREATE TABLE other ()", "DROP TABLE banner", "TRUNCATE banner", "ALTER TABLE banner ADD x int"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(change)
    with connect(cluster, "owner") as owner:
        owner.execute("DROP TABLE banner")


def test_a_database_for_tests_has_the_same_rights_and_extensions(cluster):
    with connect(cluster, "owner", "postgres") as owner:
        owner.execute("CREATE DATABASE test_rights")
    with connect(cluster, "owner", "test_rights") as owner:
        owner.execute("CREATE TABLE pin (place geography)")
        owner.execute("SET ROLE app")
        owner.execute("INSERT INTO pin VALUES ('POINT(178 -18)')")
    with connect(cluster, "owner", "postgres") as owner:
        owner.execute("DROP DATABASE test_rights")


def test_a_slow_query_of_the_site_ends_by_itself(cluster):
    limits = [ask(cluster, "app", f"SHOW {name}") for name in ("statement_timeout", "lock_timeout")]
    assert limits == ["5s", "2s"]
    assert ask(cluster, "owner", "SHOW statement_timeout") == "0"


def test_the_log_holds_nothing_that_anybody_typed(cluster):
    with connect(cluster, "owner") as owner:
        owner.execute("CREATE TABLE once (email text UNIQUE)")
        owner.execute("INSERT INTO once VALUES ('amina@example.org')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            owner.execute("INSERT INTO once VALUES (%s)", ["amina@example.org"])
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            owner.execute("SELECT 'amina@example.org'::int")
        owner.execute("DROP TABLE once")
    assert "amina" not in (cluster.server.data / "server.log").read_text()


def test_runs_while_somebody_uses_it(home, cluster):
    first = postmaster(cluster)
    with Cluster(home, SETUP) as second:
        assert postmaster(second) == first
        assert second.socket == cluster.socket
    assert ask(cluster, "app", "SELECT 1") == 1


def test_who_leaves_last_stops_it(home):
    with Cluster(home, SETUP) as cluster:
        pass
    assert not (cluster.server.data / "postmaster.pid").exists()


def test_comes_back_with_its_rows_after_the_server_was_killed(home):
    with Cluster(home, SETUP) as cluster:
        with connect(cluster, "owner") as owner:
            owner.execute("CREATE TABLE kept AS SELECT 47 AS many")
        os.kill(postmaster(cluster), signal.SIGKILL)
        assert eventually(lambda: not cluster.server._processes(), seconds=10)
        with Cluster(home, SETUP) as second:
            assert ask(second, "app", "SELECT many FROM kept") == 47


def test_is_taken_over_after_the_command_was_killed(home):
    """Nobody was there to stop the server: the next command finds it running, uses it, and stops it."""
    code = (
        "import os, signal, sys; from pathlib import Path; from protests.bootstrap.cluster import Cluster\n"
        "with Cluster(Path(sys.argv[1]), Path(sys.argv[2])): os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, home, SETUP], cwd=ROOT)
    running = int((home / "data" / "postmaster.pid").read_text().split("\n")[0])
    with Cluster(home, SETUP) as cluster:
        assert postmaster(cluster) == running
    assert not (home / "data" / "postmaster.pid").exists()


def test_a_number_that_is_somebody_elses_now_is_no_server(home):
    with Cluster(home, SETUP) as cluster:
        left_behind = (cluster.server.data / "postmaster.pid").read_text().split("\n", 1)[1]
    (home / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{left_behind}")
    with Cluster(home, SETUP) as cluster:
        assert ask(cluster, "app", "SELECT 1") == 1


def test_half_a_cluster_is_thrown_away(home):
    (home / "data.new").mkdir()
    (home / "data").rename(home / "data.before")
    with Cluster(home, SETUP) as cluster:
        assert ask(cluster, "app", "SELECT to_regclass('kept') IS NULL")
    assert sorted(folder.name for folder in home.glob("data*")) == ["data", "data.before"]


def test_data_of_a_version_that_is_gone_is_told_in_one_sentence(home):
    with Cluster(home, SETUP):
        pass
    (home / "data" / "PG_VERSION").write_text("9\n")
    with pytest.raises(SystemExit, match="was made by PostgreSQL 9, which is not here any more"):
        Cluster(home, SETUP)
