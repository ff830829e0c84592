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
    line = structlog.processors.LogfmtRenderer(
        key_order=["timestamp", "level", "event"]
    )
    return str(line(logger, name, {str(k): v for k, v in event.items()}))
