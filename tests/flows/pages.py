"""A browser without script, as far as a flow needs one: it follows links and sends forms as the page has them."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

HERE = {"Sec-Fetch-Site": "same-origin"}


class Forms(HTMLParser):
    """The forms of a page: where each goes, and the values that it would send."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, list[str]]]] = []
        self.select = self.textarea = ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self.found.append((given.get("action") or "", {}))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self._take(self.select, value)
        elif tag == "textarea":
            self.textarea = name
            self._take(name, "")
        elif tag == "input" and name and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self._take(name, value)

    def handle_data(self, text):
        if self.textarea:
            self.found[-1][1][self.textarea] = [text.removeprefix("\n")]

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.textarea = ""

    def _take(self, name, value):
        if self.found:
            self.found[-1][1].setdefault(name, []).append(value)


class Visitor:
    def __init__(self, client) -> None:
        self.client, self.address, self.html = client, "/", ""

    @property
    def words(self) -> str:
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", self.html)).split())

    def go(self, address: str, status: int = 200) -> str:
        response = self.client.get(_path(address), follow=True)
        assert response.status_code == status, (address, response.status_code)
        self.address = response.redirect_chain[-1][0] if response.redirect_chain else _path(address)
        self.html = response.content.decode()
        return self.words

    def follow(self, label: str) -> None:
        """The first link with these words."""
        links = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', self.html, re.DOTALL)
        self.go(unescape(next(href for href, inside in links if _text(inside) == label)))

    def send(self, **typed: str) -> None:
        """The last form that does this action, or that has none where none is said; the answer is the page then."""
        action = typed.get("action")
        meant = [one for one in Forms(self.html).found if one[1].get("action", [action]) == [action]]
        target, fields = meant[-1]
        assert typed.keys() <= fields.keys() | self._unset(), typed
        response = self.client.post(urljoin(self.address, target or self.address), fields | typed, headers=HERE)
        assert response.status_code in (200, 302, 303), (response.status_code, _text(response.content.decode()))
        if response.status_code != 200:
            self.go(urljoin(self.address, response.url))

    def calendar(self, page: str) -> str:
        return self.client.get(page.rstrip("/") + ".ics").content.decode()

    def _unset(self) -> set[str]:
        """Fields of boxes that are not ticked."""
        return set(re.findall(r'name="(\w+)"', self.html))


def _text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def _path(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")
