"""Static files with their hash in the name, ES modules included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedModules(CompressedManifestStaticFilesStorage):
    """Rewrites `import` statements too, so that a module's name changes with what it imports."""

    support_js_module_import_aggregation = True
