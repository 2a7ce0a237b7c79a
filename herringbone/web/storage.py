"""How static files are stored for serving."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_found = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns
_own_modules = ("herringbone/js/*.js", _found[1])


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Files named by their content and compressed. Our modules find one another by those names.

    Django would look into every package's scripts for that, and stop at htmx's: some name files that are not there.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, _own_modules)
    keep_intermediate_files = False
