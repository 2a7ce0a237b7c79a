"""The application for a WSGI server: `herringbone.wsgi:application`. Refuses to start unsafe."""

import os

from django.core.wsgi import get_wsgi_application

from herringbone.orphans import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "herringbone.settings")
application = get_wsgi_application()

from herringbone.safety import refuse_unsafe  # noqa: E402  # reads models, which are there only now

refuse_unsafe()
end_with_parent()
