"""The application for a WSGI server: `herringbone.wsgi:application`. Starts neither unsafe nor with an open address."""

import os

from django.core.wsgi import get_wsgi_application

from herringbone.orphans import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "herringbone.settings")
application = get_wsgi_application()

from herringbone.safety import refuse_unsafe  # noqa: E402  # reads models, which are there only now
from herringbone.web.checks import refuse_undeclared  # noqa: E402

refuse_unsafe()
refuse_undeclared()
end_with_parent()
