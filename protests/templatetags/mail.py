"""What templates of mails ask for: foreign words kept apart from ours."""

from django import template

from protests.formats.letters import ISOLATE, POP

register = template.Library()


@register.filter
def isolated(text: object) -> str:
    """Words in a language of their own, whose direction leaves the sentence around them alone."""
    return f"{ISOLATE}{text}{POP}"


@register.filter
def quoted(text: str) -> str:
    """What somebody wrote, line by line, so that no line of it passes for one of ours."""
    return "\n".join(f"> {line}" for line in str(text).splitlines() if line.strip())
