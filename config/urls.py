"""Every address of the product, room by room."""

from allauth.account.views import logout as sign_out
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from accounts.health import health
from accounts.views import admin_sign_in

handler400 = "govuk.views.unreadable"
handler403 = "govuk.views.refused"
handler404 = "govuk.views.not_found"
handler500 = "govuk.views.failed"

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("accounts.urls")),
    path("audit/", include("accounts.audit_urls")),
    path("health/", health, name="health"),
    # The admin site has no doors of its own: these are ours, limited and audited.
    path("admin/login/", admin_sign_in),
    path("admin/logout/", sign_out),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("accounts.api_urls")),
    path("api/v1/", include("cases.api_urls")),
    path("api/v1/", include("cases.sharing_api_urls")),
    path("papers/", include("cases.paper_urls")),
    path("people/<str:ref>/profile/", include("profiles.urls")),
    path("people/", include("cases.people_urls")),
    path("", include("cases.work_urls")),
    path("", include("cases.sharing_urls")),
    path("", include("cases.shared_urls")),
    path("", include("cases.file_urls")),
    path("", include("cases.urls")),
    path("", include("meetings.urls")),
    path("", include("returns.urls")),
    path("", include("govuk.urls")),
]
if settings.LOCAL:  # a laptop's mailbox; elsewhere the address does not exist
    urlpatterns += [path("mailbox/", include("notifications.mailbox_urls"))]
