"""Addresses of what is a user's own: the tray and the notices."""

from django.urls import path

from cases import hand_over_views as hand_over
from cases import own_views, tray_views

app_name = "work"
urlpatterns = [
    path("", tray_views.tray, name="tray"),
    path("hand-over/", hand_over.choose, name="hand_over"),
    path("hand-over/<int:number>/", hand_over.of, name="hand_over_of"),
    path("hand-over/done/<int:number>/", hand_over.done, name="hand_over_done"),
    path("hand-over/planned/<int:number>/withdraw/", hand_over.withdraw, name="hand_over_withdraw"),
    path("my-words/", own_views.my_words, name="my_words"),
    path("my-words/reports/<uuid:token>/", own_views.my_report, name="my_report"),
    path("notices/", tray_views.notices, name="notices"),
    path("notices/<int:number>/", tray_views.read, name="notice"),
]
