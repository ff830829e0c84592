"""How people sign in and how long that lasts: settings, as data."""

from typing import Any

import environ

CHANGED_BY_US = {
    "login": "accounts.forms.SignInForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
}
PASSWORDS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    ]
]


def settings(env: environ.Env, *, debug: bool) -> dict[str, Any]:
    """Everything Django and allauth are told about signing in, and what our own doors read."""
    return {
        "AUTH_USER_MODEL": "accounts.User",
        "AUTHENTICATION_BACKENDS": ["accounts.backends.LimitedSignIn"],
        "AUTH_PASSWORD_VALIDATORS": PASSWORDS,
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "/",
        "PASSWORD_RESET_TIMEOUT": 3 * 24 * 3600,  # an invitation waits over a weekend
        # Secrets of second factors are encrypted under SECRET_KEY; older keys still read them.
        "SECRET_KEY_FALLBACKS": env.list("SECRET_KEY_FALLBACKS", default=[]),
        **_allauth(),
        **_council(env),
        **_session(env),
        "SIGN_IN_LIMIT": 5,  # wrong tries for one account, then a wait
        "SIGN_IN_LIMIT_ADDRESS": 50,  # a whole council can stand behind one address
        "SIGN_IN_WAIT_MINUTES": 15,
        # How many proxies of ours add to X-Forwarded-For; only what they added is believed.
        "PROXIES_IN_FRONT": env.int("PROXIES_IN_FRONT", default=0 if debug else 1),
    }


def _allauth() -> dict[str, Any]:
    return {
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_ADAPTER": "accounts.adapters.InvitationOnly",
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        # No mail to strangers because somebody typed their address.
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
        "ACCOUNT_LOGOUT_REDIRECT_URL": "/account/sign-in/",
        "ACCOUNT_LOGOUT_ON_GET": False,
        "ACCOUNT_SESSION_REMEMBER": False,
        # accounts.limiter counts in one atomic row; allauth's own leak when tried at once.
        "ACCOUNT_RATE_LIMITS": False,
        "ACCOUNT_FORMS": CHANGED_BY_US,
        "SOCIALACCOUNT_ADAPTER": "accounts.adapters.KnownStaffOnly",
        "MFA_ADAPTER": "accounts.adapters.SecondFactors",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_RATE_LIMITS": False,
        "MFA_TOTP_TOLERANCE": 1,  # a phone's clock may be half a minute out
        "MFA_WEBAUTHN_USER_VERIFICATION": "required",  # finger, face or PIN, each time
    }


def _council(env: environ.Env) -> dict[str, Any]:
    """The council's own sign-in by OpenID Connect, such as Entra ID; off without OIDC_SERVER."""
    server = env.str("OIDC_SERVER", default="")
    client = env.str("OIDC_CLIENT_ID", default="")
    secret = env.str("OIDC_CLIENT_SECRET", default="")
    return {
        "OIDC_SERVER": server,
        "OIDC_CLIENT_ID": client,
        "OIDC_NAME": env.str("OIDC_NAME", default="Sign in with your council account"),
        # The council enforces a second factor there for everybody, whatever the token says.
        "OIDC_SECOND_FACTOR": env.bool("OIDC_SECOND_FACTOR", default=False),
        "OIDC_LEVELS": env.list("OIDC_LEVELS", default=[]),  # values of `acr` that promise one
        # Its `email` can be believed although it does not say `email_verified`.
        "OIDC_EMAIL_VERIFIED": env.bool("OIDC_EMAIL_VERIFIED", default=False),
        "SOCIALACCOUNT_PROVIDERS": providers(server, client, secret),
        "SOCIALACCOUNT_REQUESTS_TIMEOUT": 5,
    }


def providers(server: str, client: str, secret: str) -> dict[str, Any]:
    """One app of allauth's OpenID Connect, under the name that accounts/council.py asks for."""
    app = {
        "provider_id": "council",
        "name": "council",
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": server.rstrip("/"), "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app] if server else []}}


def _session(env: environ.Env) -> dict[str, Any]:
    return {
        "SESSION_ENGINE": "django.contrib.sessions.backends.db",
        "SESSION_COOKIE_AGE": 24 * 60 * 60,  # a rest: the two below end a session
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "IDLE_SECONDS": env.int("IDLE_SECONDS", default=30 * 60),
        # However busy: this long after the last proof of who somebody is.
        "ABSOLUTE_SECONDS": env.int("ABSOLUTE_SECONDS", default=12 * 60 * 60),
        # How old the last proof of who somebody is may be for exports, grants, restricted records
        # and the admin site (accounts/sudo.py).
        "SUDO_SECONDS": env.int("SUDO_SECONDS", default=10 * 60),
    }
