import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "protests.settings")
handler = get_wsgi_application()

from protests.shortcut import shortcut  # noqa: E402 - it asks the database through models, which are there only now

application = shortcut(handler)
