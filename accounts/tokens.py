"""Who a request of the API is, by the token it carries."""

from typing import Any

import pghistory
from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox.auth import TokenAuthentication


class TokenSignIn(TokenAuthentication):
    """knox's hashed, expiring tokens; the history of fields learns whose token it was."""

    def authenticate_credentials(self, token: bytes) -> Any:
        user, given = super().authenticate_credentials(token)
        pghistory.context(user=user.pk)
        return user, given


class TokenScheme(KnoxTokenScheme):
    """How the API's description names it."""

    target_class = "accounts.tokens.TokenSignIn"
    name = "token"
