"""What an author pastes into a page of theirs to show a day or a protest there. Pure."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# A frame may run its script and open links in tabs of their own. Nothing else: it has no origin, and so no cookie, no
# storage, and no way to its surroundings.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
HEIGHT = 480
LEAST_HEIGHT, MOST_HEIGHT = 200, 2000


def frame(address: str, title: str, height: int = HEIGHT, width: int | str = "100%") -> SafeString:
    """An <iframe>. Its border goes by an attribute: a style would need a word in the policy of the page around."""
    code = (
        '<iframe src="{}" title="{}" width="{}" height="{}" frameborder="0" loading="lazy" sandbox="{}"'
        ' referrerpolicy="no-referrer"></iframe>'
    )
    return format_html(code, address, title, width, height, SANDBOX)


def element(attributes: Iterable[tuple[str, str]], address: str, title: str) -> SafeString:
    """<standpoint-map>, with a link in it for where no script runs."""
    script = format_html('<script async src="{}/embed.js"></script>', settings.SITE_URL)
    named = format_html_join("", ' {}="{}"', attributes)
    return format_html('{}\n<standpoint-map{}><a href="{}">{}</a></standpoint-map>', script, named, address, title)
