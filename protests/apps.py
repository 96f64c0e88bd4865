from django.apps import AppConfig
from django.core.checks import register


class ProtestsConfig(AppConfig):
    name = "protests"

    def ready(self) -> None:
        from protests.formats.typeset import missing_fonts

        register(missing_fonts)
