"""The application for a WSGI server: `herringbone.wsgi:application`. Starts neither unsafe nor with an open address."""

import os
from contextlib import suppress
from importlib import import_module

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from herringbone.orphans import end_with_parent
from herringbone.starting import wait_at_the_gate

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "herringbone.settings")
with suppress(Exception):  # told below, if it is to be told here at all
    django.setup()
    import_module(settings.ROOT_URLCONF)
wait_at_the_gate()
application = get_wsgi_application()

from herringbone.safety import refuse_unsafe  # noqa: E402  # reads models, which are there only now
from herringbone.web.checks import refuse_undeclared  # noqa: E402

refuse_unsafe()
refuse_undeclared()
end_with_parent()
