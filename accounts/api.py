"""How the API answers a refusal, and its sign-in by token."""

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import APIException
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from accounts import audit, codes, factors, services
from accounts.backends import WAIT
from accounts.errors import MERGED, Conflict, Invalid, Moved, Refused, was_merged
from accounts.forms import WRONG, wait_sentence
from accounts.models import User
from accounts.tokens import TokenSignIn


def answer_refusals(error: Exception, context: dict[str, Any]) -> Response | None:
    """The rooms' own refusals as JSON: 403 with the reason, 400 by field, 409 for a conflict."""
    if isinstance(error, Refused):
        request = context["request"]
        audit.refused(error, by=request.user, path=request.path)
        return Response({"detail": error.reason}, status=status.HTTP_403_FORBIDDEN)
    if isinstance(error, Invalid):
        return Response(error.errors, status=status.HTTP_400_BAD_REQUEST)
    if isinstance(error, Conflict):
        return Response({"detail": error.reason}, status=status.HTTP_409_CONFLICT)
    if isinstance(error, Moved):
        return _moved(error, context["request"])
    if was_merged(error):
        return Response({"detail": MERGED}, status=status.HTTP_409_CONFLICT)
    response = exception_handler(error, context)
    if response is not None and response.status_code == status.HTTP_404_NOT_FOUND:
        response.data = {"detail": "Not found."}  # what is missing, or why, is nobody's business
    return response


def _moved(error: Moved, request: Request) -> Response:
    """308 to the record that was kept, for the same method and words; 409 where the old reference
    is in what was sent.
    """
    detail = {"detail": str(error), "reference": error.new}
    if there := error.address(request.get_full_path()):
        headers = {"Location": there}
        return Response(detail, status=status.HTTP_308_PERMANENT_REDIRECT, headers=headers)
    return Response(detail, status=status.HTTP_409_CONFLICT)


class TooManyTries(APIException):
    status_code = status.HTTP_429_TOO_MANY_REQUESTS


class WrongPassword(APIException):
    status_code = status.HTTP_401_UNAUTHORIZED
    default_detail = WRONG


class Credentials(serializers.Serializer[Any]):
    email = serializers.EmailField()
    password = serializers.CharField(trim_whitespace=False, max_length=1000)
    code = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=40,
        help_text="The six digits of the authenticator app, for whoever has a second factor",
    )


class CodeNeeded(APIException):
    status_code = status.HTTP_401_UNAUTHORIZED
    default_detail = "Send the code that your authenticator app shows now, in the field code."


class NoApp(APIException):
    """A program cannot touch a security key: tokens take the code of an app."""

    status_code = status.HTTP_403_FORBIDDEN
    default_detail = (
        "A token needs the code of an authenticator app. Sign in to Homeward in a browser and set "
        "one up, then ask again."
    )


class Given(serializers.Serializer[Any]):
    token = serializers.CharField()
    expires = serializers.DateTimeField()


class TokenView(APIView):
    """A token for a program, in exchange for an e-mail address, a password and a code."""

    permission_classes = [AllowAny]
    authentication_classes: list[type] = []

    @extend_schema(
        operation_id="token_create",
        request=Credentials,
        responses={
            200: Given,
            401: OpenApiResponse(description=f"{WRONG}; or the code is missing or not right"),
            403: OpenApiResponse(description=NoApp.default_detail),
            429: OpenApiResponse(
                description="Too many wrong tries; the answer says how long to wait"
            ),
        },
    )
    def post(self, request: Request) -> Response:
        sent = Credentials(data=request.data)
        sent.is_valid(raise_exception=True)
        code = sent.validated_data.pop("code", "")
        user = authenticate(request._request, **sent.validated_data)
        if user is None:
            minutes = getattr(request._request, WAIT, 0)
            raise TooManyTries(wait_sentence(minutes)) if minutes else WrongPassword
        _look_at_code(request, user, code)
        row, token = services.give_token(by=user)
        return Response({"token": token, "expires": row.expiry})


def _look_at_code(request: Request, user: User, code: str) -> None:
    """The second factor's turn, where there is one or there must be one."""
    has = factors.factors_of(user)
    if not has.app:
        if has or settings.REQUIRE_SECOND_FACTOR:
            raise NoApp
        return
    if not code:
        raise CodeNeeded
    try:
        codes.check(request=request._request, user=user, typed=code, kinds=codes.APP_ONLY)
    except ValidationError as refusal:
        locked = refusal.code == "locked"
        raise TooManyTries(refusal.message) if locked else CodeNeeded(refusal.message) from None


class RevokeView(APIView):
    """Gives back the token that this request carries."""

    authentication_classes = [TokenSignIn]

    @extend_schema(operation_id="token_revoke", request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        services.take_token_back(token=request.auth, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
