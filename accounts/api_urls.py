"""The API's own addresses: tokens, its description, and the page to read that on."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from accounts.api import RevokeView, TokenView

app_name = "api"
urlpatterns = [
    path("token/", TokenView.as_view(), name="token"),
    path("token/revoke/", RevokeView.as_view(), name="token-revoke"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api:schema", template_name="api/docs.html"),
        name="docs",
    ),
]
