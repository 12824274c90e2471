"""The addresses of `/api/v1/`; a closing slash may be left out."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.routers import SimpleRouter

from claims.api import ArticleViewSet, ClaimMatchViewSet, ClaimViewSet, UnknownAddress
from sources.api import SourceViewSet

router = SimpleRouter()
router.trailing_slash = "/?"
router.register("articles", ArticleViewSet, basename="api-article")
router.register("claims", ClaimViewSet, basename="api-claim")
router.register("matches", ClaimMatchViewSet, basename="api-match")
router.register("sources", SourceViewSet, basename="api-source")

urlpatterns = [
    path("", include(router.urls)),
    path("schema/", SpectacularAPIView.as_view(permission_classes=[]), name="api-schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="api-schema", permission_classes=[]), name="api-docs"),
    re_path(r"^.*$", UnknownAddress.as_view(), name="api-unknown"),
]
