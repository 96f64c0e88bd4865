"""Draw the site in all its states, to look at beside the design: python docs/screenshots.py [FOLDER] [NAME...]

It makes its own database beside that of DATABASE_URL (or of `manage.py up`, when that is not set), fills it with the
protests of docs/states.py, serves the site from this process and photographs it with Chromium. Inside, it is 31 May
2026, 11:48 UTC; the reader sits in Berlin. Pictures named in BEST also go to docs/, in fewer colours if pngquant is
installed. Needs what requirements-dev.txt holds.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
CHROMIUM = "/usr/bin/chromium"
# Without these, Chromium itself asks its maker's hosts for things.
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
# A connection that the browser keeps alive keeps a thread of the server, and that one its session.
END_OTHER_SESSIONS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
DESK = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
SMALL = {"viewport": {"width": 320, "height": 640}}
ZOOMED = {"viewport": {"width": 320, "height": 200}, "device_scale_factor": 4}  # 1280 x 800 at 400 %
NO_SCRIPT = {"java_script_enabled": False}
DARK = {"color_scheme": "dark"}
WHOLE = {"whole": True}
KASSEL = {"geolocation": {"longitude": 9.5, "latitude": 51.31}, "permissions": ["geolocation"]}
# What docs/ keeps: {name of the shot: name in docs/}.
BEST = {
    "day-desk": "screenshot",
    "day-phone-near": "phone-near",
    "day-desk-dark": "dark",
    "day-phone-arabic": "arabic",
    "protest-top": "protest",
    "filter-country": "filters",
}

Step = Callable[[Any], None]


def shots(pages: dict[str, str], organisers: dict[str, str]) -> Iterator[tuple[str, str, dict[str, Any], Step | None]]:
    """(name, path, options, step) of every picture; `pages` and `organisers` hold the paths that docs/states.py
    made."""
    world = "/hk47/2026-05-31/"
    for name, options in {"desk": DESK, "phone": PHONE, "small": SMALL, "zoomed": ZOOMED}.items():
        yield f"day-{name}", world, options, None
        yield f"protest-{name}", pages["moved"], options | WHOLE, None
    for name, options in {"dark": DARK, "no-script": NO_SCRIPT, "forced-colours": {"forced_colors": "active"}}.items():
        yield f"day-desk-{name}", world, DESK | options, None
        yield f"day-phone-{name}", world, PHONE | options, None
        yield f"protest-desk-{name}", pages["moved"], DESK | options, None
        yield f"protest-phone-{name}", pages["moved"], PHONE | options | WHOLE, None
    for code, language in {"ar": "arabic", "de": "german", "zh-hant": "chinese"}.items():
        yield f"day-desk-{language}", f"/{code}{world}", DESK, None
        yield f"day-phone-{language}", f"/{code}{world}", PHONE, None
        yield f"protest-phone-{language}", f"/{code}{pages['moved']}", PHONE | WHOLE, None
    for state in pages:
        yield f"protest-{state}-desk", pages[state], DESK | WHOLE, None
        yield f"protest-{state}-phone", pages[state], PHONE | WHOLE, None
    yield "protest-top", pages["moved"], PHONE, None
    yield "day-phone-near", world, PHONE | KASSEL, press("[data-locate]")
    yield "day-phone-list", world, PHONE, scroll(".row >> nth=8")
    yield "day-selected", world, DESK, press(".map .pin:not(.pin--group) >> nth=0")
    yield "day-focus", world, DESK, lambda page: page.locator(".row").nth(1).focus()
    yield "day-your-zone", f"{world}?tz=Asia/Kathmandu", PHONE | NO_SCRIPT | WHOLE, None
    yield "day-bad-values", f"{world}?country=nowhere&tz=nowhere", DESK, None
    yield "day-homonyms", f"{world}?place=Springfield", DESK, None
    yield "filter-country", world, DESK, choose_countries
    yield "filter-country-phone", world, PHONE, choose_countries
    yield "filter-country-no-script", f"{world}#choose-country", PHONE | NO_SCRIPT, None
    yield "filter-days", "/hk47/week/#choose-on", DESK | NO_SCRIPT, None
    yield "filter-words", world, PHONE, press("[data-opens=choose-q]")
    yield "filters-on", f"{world}?country=DE,GB&accessible=1", DESK, None
    yield "filters-empty", f"{world}?country=DE&kind=vigil", DESK, None
    yield "filters-nothing-near", f"{world}?place=Nuuk", PHONE, None
    yield "filters-failed", world, DESK, break_filters
    yield "panel-subscribe", world, DESK, press(".band [data-opens=subscribe]")
    yield "panel-share", world, DESK, press(".band [data-opens=share]")
    yield "panel-directions", pages["moved"], PHONE, press("[data-opens=directions]")
    yield "map-failed", world, DESK | {"broken": "**/world-110m*"}, None
    yield "day-states", "/hk47/states/", DESK, None
    yield "day-states-phone", "/hk47/states/", PHONE | WHOLE, None
    yield "day-empty", "/hk47/empty/", DESK, None
    yield "day-empty-phone", "/hk47/empty/", PHONE, None
    yield "day-one", "/hk47/one/", DESK, None
    yield "day-thousand", "/hk47/thousand/", DESK, None
    yield "day-thousand-phone", "/hk47/thousand/", PHONE, None
    yield "day-long-title", "/navy/long/", PHONE, None
    yield "day-navy", "/navy/long/", DESK, None
    yield "day-navy-dark", "/navy/long/", DESK | DARK, None
    yield "missing", "/p/22222222/", DESK, None
    yield "campaign", "/hk47/", DESK, None
    for name, options in {"desk": DESK, "phone": PHONE, "arabic": PHONE}.items():
        language = "/ar" if name == "arabic" else ""
        yield f"follow-day-{name}", f"{language}{world}follow/?place=2643743", options | WHOLE, None
        yield f"follow-protest-{name}", f"{language}{pages['moved']}follow/", options | WHOLE, None
    yield "follow-homonyms", f"{world}follow/", PHONE | WHOLE, follow_springfield
    yield "submit-phone", f"{world}submit/", PHONE, None
    for state, path in organisers.items():
        yield f"manage-{state}-desk", path, DESK | WHOLE, None
        yield f"manage-{state}-small-dark", path, SMALL | DARK | WHOLE, None
        yield f"manage-{state}-arabic", f"/ar{path}", PHONE | WHOLE, None
    yield "manage-edit-arabic", f"/ar{organisers['listed']}edit/", PHONE | WHOLE, None
    yield "manage-edit-small-dark", f"{organisers['listed']}edit/", SMALL | DARK | WHOLE, None
    yield "submit-error", f"{world}submit/", PHONE, press(".send .button--primary")


def press(selector: str) -> Step:
    return lambda page: page.locator(selector).click()


def scroll(selector: str) -> Step:
    return lambda page: page.locator(selector).scroll_into_view_if_needed()


def choose_countries(page: Any) -> None:
    page.locator("[data-opens=choose-country]").click()
    for name in ("Germany", "United Kingdom"):
        page.locator("dialog[open]").get_by_label(name).check()


def follow_springfield(page: Any) -> None:
    page.get_by_label("City").fill("Springfield")
    page.get_by_label("E-mail").fill("carla")
    page.get_by_role("button", name="Follow").click()


def break_filters(page: Any) -> None:
    page.route("**/*accessible*", lambda route: route.abort())
    page.locator("[data-focus=accessible]").click()


def photograph(browser: Any, site: str, folder: Path, shot: tuple[str, str, dict[str, Any], Step | None]) -> None:
    name, path, options, step = shot
    options = {"locale": "en-IE", "timezone_id": "Europe/Berlin", "reduced_motion": "reduce"} | options
    whole, broken = options.pop("whole", False), options.pop("broken", "")
    context = browser.new_context(base_url=site, **options)
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    if broken:
        page.route(broken, lambda route: route.abort())
    page.goto(path)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    if step:
        step(page)
        page.mouse.move(0, 0)
        page.wait_for_timeout(600)
    page.screenshot(path=folder / f"{name}.png", full_page=whole)
    context.close()


@contextmanager
def served() -> Iterator[str]:
    """The site on a port of its own, with a database that goes with it."""
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases
    from pytest_django.live_server_helper import LiveServer

    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    server = LiveServer("127.0.0.1")
    settings.SITE_URL, settings.ALLOWED_HOSTS = server.url, ["*"]
    try:
        yield server.url
    finally:
        server.stop()
        with connection.cursor() as cursor:
            cursor.execute(END_OTHER_SESSIONS)
        teardown_databases(databases, verbosity=0)


@contextmanager
def environment() -> Iterator[None]:
    """The host's own database, or the private one of this checkout."""
    from protests.bootstrap import keys
    from protests.bootstrap.cluster import Cluster

    local = ROOT / ".local"
    with ExitStack() as stack:
        if "DATABASE_URL" not in os.environ:
            cluster = stack.enter_context(Cluster(local / "pg", ROOT / "deploy" / "postgres"))
            os.environ["DATABASE_URL"] = cluster.urls()["DATABASE_OWNER_URL"]
        development = {"DEVELOPMENT": "1", "SITE_URL": "http://127.0.0.1:8000", "TEST_DATABASE": "test_screenshots"}
        for name, value in {**development, **keys.of_checkout(local)}.items():
            os.environ.setdefault(name, value)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "protests.settings")
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread
        yield


def keep(folder: Path) -> None:
    """The best few, small, where the README finds them."""
    for shot, name in BEST.items():
        picture = folder / f"{shot}.png"
        if picture.exists():
            shutil.copy(picture, ROOT / "docs" / f"{name}.png")
            if shutil.which("pngquant"):
                argv = ["pngquant", "--force", "--skip-if-larger", "--strip", "--ext", ".png", "--quality", "60-95"]
                subprocess.run([*argv, ROOT / "docs" / f"{name}.png"], check=False)


def main(folder: Path, wanted: list[str]) -> None:
    import django
    import time_machine
    from playwright.sync_api import sync_playwright

    django.setup()
    import states

    global NOW
    NOW = states.NOW
    folder.mkdir(parents=True, exist_ok=True)
    with time_machine.travel(NOW, tick=True), served() as site, sync_playwright() as playwright:
        pages, organisers = states.make(), states.organisers()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for shot in shots(pages, organisers):
            if not wanted or any(shot[0].startswith(name) for name in wanted):
                print(shot[0], flush=True)
                photograph(browser, site, folder, shot)
        browser.close()
    keep(folder)


if __name__ == "__main__":
    with environment():
        main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / ".local" / "screenshots"), sys.argv[2:])
