"""Lists of the people room that an administrator looks after."""

from django.contrib import admin

from accounts.admin_base import ReferenceAdmin
from people.models import SharingAgreement


@admin.register(SharingAgreement)
class SharingAgreementAdmin(ReferenceAdmin):
    """The agreements that sharing relies on. One that ended is switched off: records name it."""

    list_display = ["name", "review_on", "active"]
    list_filter = ["active"]
    search_fields = ["name", "parties"]
