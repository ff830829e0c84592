"""How the API reads what it is sent, before any rule is asked."""

import json
from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class PlainJson(JSONParser):
    """JSON that can be kept as it is: text that has a spelling, numbers that are numbers, and not
    nested deeper than anybody could mean.
    """

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            data = super().parse(stream, media_type, parser_context)
            json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
        except RecursionError:
            raise ParseError("This is nested too deeply.") from None
        except ValueError:
            raise ParseError("This holds text or numbers that cannot be kept.") from None
        return data
