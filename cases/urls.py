"""Addresses of reports, episodes and the board."""

from django.urls import path

from cases import board_views, episode_views, found_views, oversight_views, person_views
from cases import report_views as report

app_name = "cases"
urlpatterns = [
    path("report/", report.start, name="report"),
    path("report/new/<str:ref>/", report.begin, name="report_begin"),
    path("report/<uuid:token>/check/", report.check, name="report_check"),
    path("report/<uuid:token>/sent/", report.sent, name="report_sent"),
    path("report/<uuid:token>/leave/", report.leave, name="report_leave"),
    path("report/<uuid:token>/throw-away/", report.throw_away, name="report_throw_away"),
    path("report/<uuid:token>/<slug:name>/", report.page, name="report_page"),
    path("missing-now/", board_views.board, name="board"),
    path("missing-now/part/", board_views.board, name="board_part"),
    path("episodes/", board_views.episodes, name="list"),
    path("episodes/<str:ref>/", episode_views.episode, name="episode"),
    path("episodes/<str:ref>/doing/", episode_views.doing, name="doing"),
    path("episodes/<str:ref>/log/", episode_views.log, name="log"),
    path("episodes/<str:ref>/papers/", episode_views.papers, name="papers"),
    path("episodes/<str:ref>/history/", episode_views.history, name="history"),
    path("episodes/<str:ref>/located/", found_views.locate, name="locate"),
    path("episodes/<str:ref>/back/", found_views.return_home, name="return_home"),
    path("episodes/<str:ref>/end/", found_views.end, name="end"),
    path("episodes/<str:ref>/status/", found_views.change_status, name="change_status"),
    path("episodes/<str:ref>/reopen/", found_views.reopen, name="reopen"),
    path("episodes/<str:ref>/void/", found_views.void, name="void"),
    path("episodes/<str:ref>/finalise/", found_views.finalise, name="finalise"),
    path("episodes/<str:ref>/oversight/", oversight_views.oversight, name="oversight"),
    path("episodes/<str:ref>/actions/<int:number>/", oversight_views.action, name="action"),
    path("episodes/<str:ref>/risk/", oversight_views.grade, name="grade"),
    path("episodes/<str:ref>/told/", oversight_views.told, name="told"),
    path("episodes/<str:ref>/ask-again/", oversight_views.ask_again, name="ask_again"),
    path("episodes/<str:ref>/confirm/", oversight_views.confirm_absent, name="confirm_absent"),
    path(
        "episodes/<str:ref>/profile-needed/",
        oversight_views.decide_profile,
        name="decide_profile",
    ),
    path("episodes/<str:ref>/correct/", oversight_views.correct, name="correct"),
    path("episodes/<str:ref>/waiting/<int:number>/", oversight_views.waiting, name="waiting"),
    path("people/<str:ref>/", person_views.person, name="person"),
    path("people/<str:ref>/history/", person_views.history, name="person_history"),
]
