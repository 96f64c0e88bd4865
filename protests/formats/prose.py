"""What coordinators write in Markdown, as HTML and as plain text. Pure."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"p", "h1", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote", "code", "hr"}
_markdown = MarkdownIt("js-default", {"html": False})


def html(text: str) -> SafeString:
    """Harmless HTML: no image, no script, links to the web alone, which tell nobody where they were followed."""
    made = nh3.clean(
        _markdown.render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer",
    )
    return mark_safe(made)


def plain(text: str) -> str:
    """Words, with the address of each link behind it."""
    blocks, marks = [], {"bullet_list_open": "- "}
    mark, pending = "", ""
    for token in _markdown.parse(text):
        mark = marks.get(token.type, "" if token.type == "bullet_list_close" else mark)
        pending = mark if token.type == "list_item_open" else pending
        if token.type == "inline":
            blocks.append(pending + "".join(_words(token.children or [])))
            pending = ""
        elif token.type in ("paragraph_close", "heading_close", "bullet_list_close") and not token.hidden:
            blocks.append("")
    return "\n".join(blocks).strip() + "\n"


def _words(tokens: list[Token]) -> list[str]:
    said, address = [], ""
    for token in tokens:
        if token.type == "link_open":
            address = str(token.attrs["href"])
        elif token.type == "link_close":
            said.append(f" <{address}>")
        elif token.type in ("softbreak", "hardbreak"):
            said.append("\n")
        else:
            said.append(token.content)
    return said
