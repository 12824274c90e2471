"""Every address of the site: pages, admin, API."""

from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views import defaults

from credtrack.api.errors import problem_response

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include("claims.api_urls")),
    path("sign-in/", auth_views.LoginView.as_view(template_name="accounts/sign_in.html"), name="login"),
    path("sign-out/", auth_views.LogoutView.as_view(), name="logout"),
    path("", include("claims.urls")),
]


def handler500(request: HttpRequest) -> HttpResponse:
    """A fault of ours: a page for people, a problem document for programs."""
    if request.path.startswith("/api/"):
        return problem_response(request, code=500, title="Internal error", detail="A fault of ours; it was logged.")
    return defaults.server_error(request)
