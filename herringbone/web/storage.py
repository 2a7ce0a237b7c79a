"""How static files are stored for serving."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Files named by their content and compressed; modules that import one another find the right names."""

    support_js_module_import_aggregation = True
