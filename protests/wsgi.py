import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "protests.settings")


def _application():
    """Django first: the shortcut asks the database through models, which are there only then."""
    handler = get_wsgi_application()
    from protests.shortcut import shortcut

    return shortcut(handler)


application = _application()
