"""How reference data is looked after in the admin site: by administrators, audited, undeleted.

Rooms above register their own lists with `ReferenceAdmin`. Casework is never in the admin site.
"""

from typing import Any

from django.contrib import admin
from django.db import models, transaction
from django.http import HttpRequest

from accounts import audit
from accounts.models import User
from accounts.policy import roles_of


def is_administrator(user: Any) -> bool:
    """May use the admin site, and holds the role today or is the superuser who set the house up."""
    if not isinstance(user, User) or not (user.is_active and user.is_staff):
        return False
    return user.is_superuser or "administrator" in roles_of(user)


class ReferenceAdmin(admin.ModelAdmin):
    """One list. Nothing is deleted: rows are switched off or dated out; records name them."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            if form.changed_data or not change:
                audit.record(
                    "reference.changed" if change else "reference.added",
                    by=request.user,
                    about=obj,
                    name=str(obj),
                    changed=form.changed_data,
                )
