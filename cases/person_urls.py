"""Addresses of the pages of one person's record, below /people/<reference>/."""

from django.urls import path

from cases import (
    allocation_views,
    move_views,
    person_edit_views,
    placement_views,
    record_views,
    relation_views,
    status_views,
)

urlpatterns = [
    path("details/", person_edit_views.details, name="person_details"),
    path("communication/", person_edit_views.communication, name="person_communication"),
    path("address/", person_edit_views.address, name="person_address"),
    path("family-contact/", person_edit_views.family_contact, name="person_family_contact"),
    path("names/", person_edit_views.names, name="person_names"),
    path("names/<int:number>/end/", person_edit_views.end_name, name="person_name_end"),
    path("numbers/", person_edit_views.identifiers, name="person_identifiers"),
    path(
        "numbers/<int:number>/end/", person_edit_views.end_identifier, name="person_identifier_end"
    ),
    path("confirm/<slug:fact>/", record_views.confirm, name="person_confirm"),
    path("out-of-date/", record_views.suggest, name="person_suggest"),
    path("out-of-date/<int:number>/", record_views.answer_suggestion, name="person_suggestion"),
    path("status/<slug:fact>/", status_views.statuses, name="person_statuses"),
    path("status/<slug:fact>/change/", status_views.change, name="person_status_change"),
    path("status/<slug:fact>/<int:number>/", status_views.correct, name="person_status"),
    path(
        "status/<slug:fact>/<int:number>/mistake/",
        status_views.take_back,
        name="person_status_mistake",
    ),
    path("alerts/", record_views.alerts, name="person_alerts"),
    path("alerts/add/", record_views.new_alert, name="person_alert_add"),
    path("alerts/<int:number>/", record_views.correct_alert, name="person_alert"),
    path("alerts/<int:number>/end/", record_views.end_alert, name="person_alert_end"),
    path("court-dates/", record_views.court_dates, name="person_court_dates"),
    path("court-dates/add/", record_views.new_court_date, name="person_court_date_add"),
    path("court-dates/<int:number>/", record_views.correct_court_date, name="person_court_date"),
    path(
        "court-dates/<int:number>/mistake/",
        record_views.take_back_court_date,
        name="person_court_date_mistake",
    ),
    path("placements/", placement_views.placements, name="person_placements"),
    path("placements/add/", placement_views.new, name="placement_add"),
    path("placements/<int:number>/", placement_views.placement, name="placement"),
    path("placements/<int:number>/correct/", placement_views.correct, name="placement_correct"),
    path("placements/<int:number>/end/", placement_views.end, name="placement_end"),
    path("placements/<int:number>/mistake/", placement_views.take_back, name="placement_mistake"),
    path("placements/<int:number>/host/", move_views.host_told, name="placement_host_told"),
    path("placements/<int:number>/likelihood/", move_views.likelihood, name="placement_likelihood"),
    path("placements/<int:number>/plan/", move_views.plan_shared, name="placement_plan_shared"),
    path(
        "placements/<int:number>/not-needed/<slug:kind>/",
        move_views.not_needed,
        name="placement_not_needed",
    ),
    path("workers/", allocation_views.workers, name="person_workers"),
    path("workers/add/", allocation_views.allocate, name="allocate"),
    path("workers/<int:number>/", allocation_views.correct, name="allocation"),
    path("workers/<int:number>/end/", allocation_views.end, name="allocation_end"),
    path("workers/<int:number>/mistake/", allocation_views.take_back, name="allocation_mistake"),
    path("family/", relation_views.family, name="person_family"),
    path("family/add/", relation_views.relate, name="relate"),
    path("family/<int:number>/end/", relation_views.end, name="relation_end"),
]
