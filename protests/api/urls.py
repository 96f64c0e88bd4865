"""Version 1 of the API: a contract (SPEC.md). Addresses end in a slash."""

from django.urls import path

from protests.api import changes, docs, protests, schema, submissions, surroundings

app_name = "api"
urlpatterns = [
    path("campaigns/", surroundings.campaigns, name="campaigns"),
    path("campaigns/<slug:slug>/", surroundings.campaign, name="campaign"),
    path("changes/", changes.changes, name="changes"),
    path("days/", surroundings.days, name="days"),
    path("days/<slug:campaign>/<slug:day>/", surroundings.day, name="day"),
    path("docs/", docs.api, name="docs"),
    path("places/", surroundings.places, name="places"),
    path("protests/", protests.protests, name="protests"),
    path("protests/<str:code>/", protests.protest, name="protest"),
    path("schema/", schema.schema, name="schema"),
    path("submissions/", submissions.submissions, name="submissions"),
]
