"""Without a connection: what a device keeps, when it is shown, and that nothing else is ever there."""

import re
import time

import pytest
from django.core.cache import cache

from protests.actions import changes, log
from protests.models import Protest
from protests.views import finding, offline
from tests.browser.conftest import FINE_OUTLINES, until
from tests.browser.test_day import complaints_of_axe

DAY = "/sarchk/may-31/"
KATHMANDU = {"latitude": 27.7017, "longitude": 85.3206}
CONTENTS = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys();
    found[name.split("-")[0]] = requests.map(({ url }) => new URL(url).pathname).sort();
  }
  return found;
}"""
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).length"
WORKING = """async () => {
  const { installing, waiting, active } = (await navigator.serviceWorker.getRegistration()) ?? {};
  return !installing && !waiting && active?.state === "activated" && navigator.serviceWorker.controller !== null;
}"""
ASK_TO_KEEP = """(path) => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => resolve(data);
  navigator.serviceWorker.controller.postMessage({ keep: path, needs: [] }, [port2]);
})"""


@pytest.fixture
def protest(publish):
    """In Suva; another is far away, so that the map shows the world, which the shell holds."""
    publish(**KATHMANDU, title="Vigil", email="amina.again@example.org")
    return publish()


@pytest.fixture
def carla(visit):
    """A phone on which a worker may work. Nothing it asks for, the worker's requests too, leaves our origin (S01)."""
    page = visit(service_workers="allow")
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    yield page
    base = page.evaluate("location.origin")
    assert [url for url in asked if not url.startswith(base)] == []


def open_(page, path=DAY):
    """The page, with the worker behind it."""
    page.goto(path)
    until(page, WORKING)


def keep(page, path=DAY):
    open_(page, path)
    page.get_by_role("button", name="Keep for offline").click()
    page.get_by_text(re.compile("^Kept on this device")).wait_for()


def disconnect(page):
    """No network, and nothing that the browser itself still had; what is on its way arrives before."""
    page.wait_for_load_state("networkidle")
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.context.set_offline(True)


def connect(page):
    page.context.set_offline(False)


def saved(page):
    """What a kept copy says of itself."""
    return page.locator("[data-saved]:visible").all_inner_texts()


def page_of(protest):
    return f"/p/{protest.code}/"


def test_looking_stores_the_shell_and_nothing_of_what_was_looked_at(carla, protest):
    for path in (DAY, page_of(protest), "/about/", "/ar" + DAY):
        open_(carla, path)
    release = offline.release()
    assert carla.evaluate(CONTENTS) == {"shell": sorted([*release["shell"], *release["offline"]])}


def test_the_shell_is_all_that_the_pages_load(carla, protest):
    """A new file fails here until protests/views/offline.py has it."""
    loaded = set()
    carla.on("response", lambda answer: loaded.add(re.sub(r"https?://[^/]+|\?.*", "", answer.url)))
    for path in (DAY, page_of(protest), "/offline/"):
        carla.goto(path)
        carla.wait_for_load_state("networkidle")
    files = {path for path in loaded if path.startswith("/static/")}
    # The fine outlines come where they are needed, and are missed nowhere.
    assert files - set(offline.release()["shell"]) <= {FINE_OUTLINES}


def test_a_kept_day_is_there_without_a_connection_and_says_since_when(carla, protest):
    keep(carla)
    assert carla.evaluate(CONTENTS)["kept"] == ["/sarchk/accent.css", DAY, f"{DAY}pins.json"]
    assert saved(carla) == []
    disconnect(carla)
    carla.reload()
    carla.locator(".worldmap--live").wait_for()
    assert re.fullmatch(r"Saved \d\d:\d\d\. Times may have changed\.", *saved(carla))
    assert carla.locator(".row .row__city").all_inner_texts() == ["Suva", "Kathmandu"]
    assert carla.locator(".leaflet-marker-pane .pin").count() == 2


def test_it_is_there_in_its_own_language_whatever_was_asked_for(carla, protest):
    keep_in_arabic(carla)
    disconnect(carla)
    carla.goto(f"/ar{DAY}?kind=march")
    assert len(saved(carla)) == 1
    assert carla.locator("html").get_attribute("dir") == "rtl"


def keep_in_arabic(page):
    open_(page, "/ar" + DAY)
    page.locator("[data-keep-page]").click()
    page.locator("[data-forget]:visible").wait_for()


def test_online_a_cancelled_protest_is_cancelled_at_once(carla, protest):
    """S11: whatever is kept."""
    keep(carla)
    keep(carla, page_of(protest))
    disconnect(carla)
    carla.reload()
    assert (len(saved(carla)), carla.locator(".banner--cancelled").count()) == (1, 0)
    changes.cancel(code=protest.code, reason="Storm warning")
    connect(carla)
    carla.reload()
    assert (saved(carla), carla.locator(".banner--cancelled").count()) == ([], 1)
    carla.goto(DAY)
    carla.reload()
    assert (saved(carla), carla.locator(".row--cancelled").count()) == ([], 1)


def test_what_is_kept_is_renewed_in_silence(carla, protest):
    keep(carla, page_of(protest))
    changes.cancel(code=protest.code, reason="Storm warning")
    carla.reload()
    until(carla, "async (path) => (await (await caches.match(path)).text()).includes('Storm')", page_of(protest))
    disconnect(carla)
    carla.reload()
    assert (len(saved(carla)), carla.locator(".banner--cancelled").count()) == (1, 1)


def test_what_the_site_removed_goes_from_the_device(carla, protest):
    """S21: a listing that was taken down is not kept alive by a phone that is online again."""
    keep(carla, page_of(protest))
    Protest.objects.filter(pk=protest.pk).update(visibility="hidden")
    log.changed(protest.day)
    carla.goto(page_of(protest))
    until(carla, "async (path) => !(await caches.match(path))", page_of(protest))
    disconnect(carla)
    carla.reload()
    assert carla.locator("h1").inner_text() == "Without a connection"


def test_a_slow_network_is_waited_for_then_offered(carla, protest, monkeypatch):
    """The kept copy after four seconds, and the page as it is once it has come."""
    keep(carla)
    build = finding.day_page

    def slow(*args):
        time.sleep(6)
        return build(*args)

    monkeypatch.setattr(finding, "day_page", slow)
    cache.clear()
    carla.reload()
    assert len(saved(carla)) == 1
    carla.get_by_role("link", name="Show it as it is now").click()
    carla.locator("[data-saved]:visible").wait_for(state="detached")
    assert carla.locator(".row .row__city").all_inner_texts() == ["Suva", "Kathmandu"]


def test_forget_removes_everything(carla, protest):
    """A phone may be seized: no cache, no worker, no setting is left, also without a connection."""
    keep(carla)
    keep(carla, page_of(protest))
    carla.evaluate("localStorage.setItem('scheme', 'dark')")
    disconnect(carla)
    carla.reload()
    carla.get_by_role("button", name="Forget").click()
    carla.get_by_text("Nothing is kept on this device any more.").wait_for()
    assert carla.evaluate(CONTENTS) == {}
    assert carla.evaluate(WORKERS) == 0
    assert carla.evaluate("localStorage.length + sessionStorage.length") == 0


def test_after_forgetting_it_can_be_kept_again(carla, protest):
    keep(carla)
    carla.get_by_role("button", name="Forget").click()
    carla.get_by_text("Nothing is kept on this device any more.").wait_for()
    carla.get_by_role("button", name="Keep for offline").click()
    carla.get_by_text(re.compile("^Kept on this device")).wait_for()
    disconnect(carla)
    carla.reload()
    assert len(saved(carla)) == 1
    assert carla.locator(".row .row__city").all_inner_texts() == ["Suva", "Kathmandu"]


def test_private_pages_are_in_no_cache(carla, protest, waiting):
    """S06: links of one person, forms, moderation; not even when a page of ours asks for it."""
    sent = waiting(title="Another march", email="amina.third@example.org")
    private = [f"/m/{sent.manage_token}/", f"/s/{sent.status_token}/", f"{DAY}submit/", "/moderate/login/", "/m/"]
    keep(carla)
    before = carla.evaluate(CONTENTS)
    for path in private:
        carla.goto(path)
    open_(carla)
    assert [carla.evaluate(ASK_TO_KEEP, path) for path in private] == [False] * len(private)
    assert carla.evaluate(CONTENTS) == before


def test_everything_else_says_that_there_is_no_connection(carla, protest):
    """In the language of the address; what is kept is listed there."""
    keep(carla)
    disconnect(carla)
    carla.goto("/about/")
    assert carla.locator("h1").inner_text() == "Without a connection"
    carla.get_by_role("link", name=re.compile("^Free the Hong Kong 47")).click()
    carla.locator("[data-saved]:visible").wait_for()
    carla.goto("/ar/about/")
    assert carla.locator("html").get_attribute("lang") == "ar"
    carla.locator("[data-kept-pages] a", has_text="Free the Hong Kong 47").wait_for()


def test_a_new_release_takes_over_by_itself(carla, protest):
    """The shell of the old one stays as long as a kept page was made for it, and no longer."""
    keep(carla)
    (old,) = shells(carla)
    release_anew()
    carla.reload()
    until(carla, "caches.has('shell-anew')")
    until(carla, WORKING)
    assert shells(carla) == [old, "shell-anew"]
    carla.goto(DAY)
    until(carla, "async (old) => !(await caches.has(old))", old)
    assert shells(carla) == ["shell-anew"]
    disconnect(carla)
    carla.reload()
    assert len(saved(carla)) == 1


def shells(page):
    return [name for name in page.evaluate("caches.keys()") if name.startswith("shell-")]


def release_anew():
    offline.release()["version"] = "anew"


@pytest.fixture(autouse=True)
def _this_release():
    yield
    offline.release.cache_clear()


def test_without_scripts_nothing_is_offered(visit, protest):
    page = visit(java_script_enabled=False)
    page.goto(DAY)
    assert page.get_by_role("button", name="Keep for offline").count() == 0
    assert saved(page) == []


def test_axe_finds_nothing_on_kept_pages(carla, protest):
    """L5."""
    keep(carla)
    disconnect(carla)
    assert [complaints_of_axe(carla, path) for path in (DAY, "/about/", "/ar/about/")] == [[], [], []]
