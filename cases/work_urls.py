"""Addresses of what is a user's own: the tray and the notices."""

from django.urls import path

from cases import hand_over_views as hand_over
from cases import tray_views

app_name = "work"
urlpatterns = [
    path("", tray_views.tray, name="tray"),
    path("hand-over/", hand_over.choose, name="hand_over"),
    path("hand-over/<int:number>/", hand_over.of, name="hand_over_of"),
    path("hand-over/done/<int:number>/", hand_over.done, name="hand_over_done"),
    path("hand-over/planned/<int:number>/withdraw/", hand_over.withdraw, name="hand_over_withdraw"),
    path("notices/", tray_views.notices, name="notices"),
    path("notices/<int:number>/", tray_views.read, name="notice"),
]
