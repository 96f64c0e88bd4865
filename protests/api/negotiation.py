"""There is one representation, so nothing is negotiated: a browser or a calendar gets the JSON too."""

from rest_framework.negotiation import BaseContentNegotiation


class OnlyJSON(BaseContentNegotiation):
    def select_parser(self, request, parsers):
        """415 unless the body says that it is JSON."""
        wanted = (request.content_type or "").partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == wanted), None)

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type
