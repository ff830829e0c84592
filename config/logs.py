"""Logs as lines of data. Names and free text of people never go in: ids and references do."""

import structlog

SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]

structlog.configure(
    processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)


def renderer(logger: object, name: str, event: dict[str, object]) -> str:
    """One line a record: the event first, then its data as key=value."""
    event.pop("_record", None)
    event.pop("_from_structlog", None)
    line = structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"])
    return str(line(logger, name, {str(k): v for k, v in event.items()}))


def settings(*, level: str) -> dict[str, object]:
    """Django's LOGGING: everything to the console, in lines as above."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": "structlog.stdlib.ProcessorFormatter",
                "processor": renderer,
                "foreign_pre_chain": SHARED,
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": level},
    }
