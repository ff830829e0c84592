"""What the product's database role may do, table by table (way 8). A table that is not here: nothing.

The owner migrates and applies this list after each migration; the product serves as a role that owns
nothing. What happened is only added to and read; only what is passing may be deleted.
"""

from django.db import connections
from psycopg2 import sql

READ = frozenset({"select"})
KEPT = frozenset({"select", "insert"})
EDITED = frozenset({"select", "insert", "update"})
PASSING = frozenset({"select", "insert", "update", "delete"})

RIGHTS: dict[str, frozenset[str]] = {
    # the ground
    "homeward_clock": READ,
    "django_migrations": READ,
    "django_content_type": READ,
    "auth_permission": READ,
    "auth_group": READ,
    "auth_group_permissions": READ,
    # what happened: never changed, never emptied
    "accounts_auditevent": KEPT,
    "accounts_auditseal": KEPT,
    "cases_report": EDITED,  # its outcome is written after it was kept; a trigger holds the rest
    "profiles_profileversion": KEPT,
    # accounts
    "accounts_organisation": EDITED,
    "accounts_team": EDITED,
    "accounts_user": EDITED,
    "accounts_user_groups": READ,
    "accounts_user_user_permissions": READ,
    "accounts_membership": EDITED,
    "accounts_submission": EDITED,
    "accounts_signinattempt": EDITED,
    "django_admin_log": KEPT,
    # signing in
    "django_session": PASSING,
    "usersessions_usersession": PASSING,
    "knox_authtoken": PASSING,
    "account_emailaddress": EDITED,
    "account_emailconfirmation": EDITED,
    "mfa_authenticator": PASSING,
    "socialaccount_socialapp": READ,
    "socialaccount_socialaccount": EDITED,
    "socialaccount_socialtoken": EDITED,
}
