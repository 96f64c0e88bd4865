"""What never reaches a log: the tokens in links, and the row details that a database puts into its errors."""

import logging
import re

SECRETS = re.compile(r"(/(?:m|s)/)[^/\s\"']+|(DETAIL: ).*", re.DOTALL)


class WithoutSecrets(logging.Filter):
    """Rewrites a record so that it names no token and no row."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self.clean(record.getMessage()), ()
        if record.exc_info and record.exc_info[1]:
            record.exc_text = self.clean(logging.Formatter().formatException(record.exc_info))
        return True

    @staticmethod
    def clean(text: str) -> str:
        return SECRETS.sub(lambda found: f"{found[1] or found[2]}…", text)
