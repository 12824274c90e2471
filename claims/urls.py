"""The pages of reviewers."""

from django.urls import path

from claims import views

urlpatterns = [
    path("", views.queue, name="queue"),
    path("search/", views.search, name="search"),
    path("claims/<uuid:uuid>/", views.claim, name="claim"),
    path("claims/<uuid:uuid>/vote/", views.vote, name="vote"),
    path("matches/<uuid:uuid>/confirm/", views.decide_match, {"decision": "confirm"}, name="match-confirm"),
    path("matches/<uuid:uuid>/reject/", views.decide_match, {"decision": "reject"}, name="match-reject"),
    path("articles/", views.articles, name="articles"),
    path("articles/submit/", views.submit, name="submit"),
    path("articles/<uuid:uuid>/", views.article, name="article"),
    path("sources/", views.sources, name="sources"),
    path("sources/<uuid:uuid>/", views.source, name="source"),
]
