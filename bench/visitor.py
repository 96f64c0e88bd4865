"""A visitor with a slow device on a poor connection, measured by their own browser. All times are milliseconds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
# Without these, Chromium itself asks its maker's hosts for things.
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
WATCH = Path(__file__).with_name("watch.js")
SUVA = [178.4415, -18.1416]
# The service worker is left out: it fetches the shell for later, after the page has loaded.
VISITOR = {"locale": "en-GB", "timezone_id": "Europe/Berlin", "service_workers": "block"}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
LAPTOP = {"viewport": {"width": 1280, "height": 800}}
MBIT = 1_000_000 / 8  # bytes a second
POOR = {"offline": False, "latency": 150, "downloadThroughput": 1.6 * MBIT, "uploadThroughput": 0.75 * MBIT}
SLOWDOWN = 4
TASKS = {"includedCategories": ["toplevel"]}
PATIENCE = 60_000
PAUSE = 600  # in which an animation ends and the map draws


@dataclass
class Visit:
    """Somebody who was never here; `bytes_of` fills with what each path weighed on the wire, headers included."""

    page: Page
    devtools: CDPSession
    bytes_of: dict[str, int] = field(default_factory=dict)

    def open(self, url: str) -> None:
        """Until the map is there and nothing more comes by itself."""
        self.page.goto(url, wait_until="networkidle", timeout=PATIENCE)
        self.page.wait_for_selector(".worldmap--live", timeout=PATIENCE)
        self.page.wait_for_timeout(1000)

    def ask(self, what: str) -> Any:
        return self.page.evaluate(what)

    def longest_task(self, act: Callable[[], None]) -> float:
        """The longest task of the page's main thread meanwhile, in time of the processor: what others do on this
        machine does not count."""
        events, ended = [], []
        self.devtools.on("Tracing.dataCollected", lambda part: events.extend(part["value"]))
        self.devtools.on("Tracing.tracingComplete", lambda _: ended.append(True))
        self.devtools.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": TASKS})
        act()
        self.devtools.send("Tracing.end")
        while not ended:
            self.page.wait_for_timeout(100)
        threads = {(one["pid"], one["tid"]) for one in events if one.get("args", {}).get("name") == "CrRendererMain"}
        tasks = [one["tdur"] for one in events if (one["pid"], one["tid"]) in threads and "tdur" in one]
        return max(tasks) / 1000

    def middle(self) -> tuple[float, float]:
        box = self.page.locator("[data-map]").bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def weigh_all(self) -> None:
        paths = {}

        def name(event: dict) -> None:
            paths[event["requestId"]] = urlsplit(event["request"]["url"]).path

        def weigh(event: dict) -> None:
            path = paths.get(event["requestId"], "(other)")
            self.bytes_of[path] = self.bytes_of.get(path, 0) + int(event["encodedDataLength"])

        self.devtools.on("Network.requestWillBeSent", name)
        self.devtools.on("Network.loadingFinished", weigh)


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@contextmanager
def visit(browser: Browser, *, device: dict, slowdown: int = SLOWDOWN, network: dict | None = POOR) -> Iterator[Visit]:
    context = browser.new_context(**VISITOR, **device)
    page = context.new_page()
    page.add_init_script(WATCH.read_text())
    visit = Visit(page, context.new_cdp_session(page))
    visit.weigh_all()
    visit.devtools.send("Network.enable")
    if network:
        visit.devtools.send("Network.emulateNetworkConditions", network)
    visit.devtools.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    yield visit
    context.close()


def arrival(visit: Visit) -> tuple[float, dict[str, int]]:
    """When the first row of the list could be read, and what came over the wire until the map was there."""
    return visit.ask("bench.rowReadable()"), visit.bytes_of


def form(visit: Visit, address: str) -> dict[str, int]:
    """What the form of a day weighs with its map, for somebody who comes from where `visit` is."""
    visit.bytes_of.clear()
    visit.page.goto(address, wait_until="networkidle", timeout=PATIENCE)
    visit.page.locator("[name=city]").scroll_into_view_if_needed()
    visit.page.locator("[data-picker] .leaflet-pane").first.wait_for(state="attached", timeout=PATIENCE)
    visit.page.wait_for_load_state("networkidle")
    visit.page.wait_for_timeout(1000)
    return visit.bytes_of


def nearest(visit: Visit) -> float:
    """How long the order of all pins by distance takes."""
    return visit.ask(f"bench.nearest({SUVA})")


def drawn(visit: Visit) -> float:
    """From the last byte of the pins to their picture. A large day asks for its pins at the first touch."""
    visit.page.mouse.move(*visit.middle())
    for _second in range(PATIENCE // 1000):  # to wait inside the page would take eval, which it forbids
        visit.page.wait_for_timeout(1000)
        if took := visit.ask("bench.drawn()"):
            return took
    raise TimeoutError("The pins did not come.")


def first_touch(visit: Visit) -> float:
    """The longest task when all pins come."""
    return visit.longest_task(lambda: drawn(visit))


def move_with_mouse(visit: Visit) -> float:
    """The longest task while a mouse drags the map about and its wheel zooms in and out."""
    drawn(visit)
    (x, y), mouse = visit.middle(), visit.page.mouse

    def move() -> None:
        for step in (-240, -240, -240, 240, -240, -240, 240, 240, 240):
            mouse.wheel(0, step)
            visit.page.wait_for_timeout(PAUSE)
            for dx, dy in ((-160, 60), (200, -40)):
                mouse.down()
                mouse.move(x + dx, y + dy, steps=12)
                mouse.up()
                visit.page.wait_for_timeout(PAUSE)
                mouse.move(x, y)

    return visit.longest_task(move)


def move_with_fingers(visit: Visit) -> float:
    """The longest task while two fingers open and close on the map of a phone, and arrow keys pan."""
    drawn(visit)
    x, y = visit.middle()
    visit.page.focus("[data-map]")

    def move() -> None:
        for scale in (2, 2, 2, 0.5, 2, 0.5, 0.5, 0.5):
            visit.devtools.send("Input.synthesizePinchGesture", {"x": x, "y": y, "scaleFactor": scale})
            visit.page.wait_for_timeout(PAUSE)
        for key in ("ArrowLeft", "ArrowDown", "Equal", "ArrowRight", "ArrowUp", "Equal", "ArrowLeft", "Minus"):
            visit.page.keyboard.press(key)
            visit.page.wait_for_timeout(PAUSE)

    return visit.longest_task(move)


def first_protest(browser: Browser, day: str) -> str:
    """The path of a page that the list of a day leads to."""
    page = browser.new_page()
    page.goto(day)
    return page.get_attribute("#list .row", "href")
