"""Addresses of official papers, below /papers/."""

from django.urls import path

from cases import giving_views, leaving_out_views, paper_views

app_name = "papers"
urlpatterns = [
    path("new/", paper_views.new, name="new"),
    path("<str:ref>/", paper_views.paper, name="paper"),
    path("<str:ref>/state/", paper_views.state, name="state"),
    path("<str:ref>/again/", paper_views.again, name="again"),
    path("<str:ref>/give/", giving_views.paper, name="give"),
    path("<str:ref>/leave-out/", leaving_out_views.leave_out, name="leave_out"),
    path("<str:ref>/file.pdf", paper_views.file, name="file"),
]
