"""The editors' desk: Django's admin, open to editors only, and what its pages have in common.

Who gets in is decided by the role alone (`User.is_editor`), not by Django's `is_staff` or model permissions; there is
one sign-in page for everybody.
"""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models
from django.forms.widgets import Input
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from unfold.sites import UnfoldAdminSite
from unfold.widgets import (
    UnfoldAdminPasswordInput,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)


class Desk(UnfoldAdminSite):
    """The admin site. Signed-in users who are not editors are refused, others sign in where everybody does."""

    index_title = "Desk"

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(getattr(request.user, "is_editor", False))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        after = request.GET.get("next") or reverse("admin:index")
        return redirect(f"{reverse('login')}?{urlencode({'next': after})}")


class DeskConfig(AdminConfig):
    """In INSTALLED_APPS in place of django.contrib.admin."""

    default_site = "credtrack.accounts.desk.Desk"


class EditorsOnly:
    """For a ModelAdmin or inline: editors may do what the class leaves open, nobody else anything.

    Rows are kept: deleting is off unless the class says otherwise (DESIGN §4, Corrections).
    """

    may_add: ClassVar[bool] = True
    may_change: ClassVar[bool] = True
    may_delete: ClassVar[bool] = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._is_editor(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_editor(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_add and self._is_editor(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_change and self._is_editor(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_delete and self._is_editor(request)

    def has_desk_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """For actions on rows whose fields are not edited."""
        return self._is_editor(request)

    @staticmethod
    def _is_editor(request: HttpRequest) -> bool:
        return bool(getattr(request.user, "is_editor", False))


class ReadOnly(EditorsOnly):
    """Looked at, not edited: what the machine, the services or the votes wrote."""

    may_add = may_change = False


class RefusalsShown:
    """A ModelAdmin whose database may refuse what the form let through (somebody else was faster): said, not a 500."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        except IntegrityError:
            messages.error(request, "Not saved: it clashes with a row that was saved in the meantime.")
            return redirect(request.get_full_path())


class AddByService:
    """A ModelAdmin whose rows are made by a service: the form is the service's input, its refusals are form errors."""

    add_form: ClassVar[type[forms.Form]]
    add_title: ClassVar[str]
    add_help: ClassVar[str] = ""

    def add_by_service(self, request: HttpRequest, form: forms.Form) -> models.Model | HttpResponse | None:
        """Do it. None when it was refused and the form says why; a response when the new row is not the answer."""
        raise NotImplementedError

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        form = self.add_form(request.POST if request.method == "POST" else None)
        wear_desk_widgets(form)
        if request.method == "POST" and form.is_valid():
            made = self.add_by_service(request, form)
            if isinstance(made, HttpResponse):
                return made
            if made is not None:
                self.log_addition(request, made, [{"added": {}}])  # type: ignore[attr-defined]
                return redirect(self._address(made))
        context = self._context(request) | {"form": form, "help": self.add_help}
        return render(request, "admin/add_by_service.html", context, status=422 if form.errors else 200)

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        site, opts = self.admin_site, self.model._meta  # type: ignore[attr-defined]
        return {**site.each_context(request), "title": self.add_title, "opts": opts, "media": self.media}  # type: ignore[attr-defined]

    def _address(self, made: models.Model) -> str:
        return reverse(f"admin:{made._meta.app_label}_{made._meta.model_name}_change", args=[made.pk])


def wear_desk_widgets(form: forms.Form) -> None:
    """Give a plain form the desk's looks; the fields stay as they are."""
    looks: tuple[tuple[type[forms.Widget], type[forms.Widget]], ...] = (
        (forms.Textarea, UnfoldAdminTextareaWidget),
        (forms.Select, UnfoldAdminSelectWidget),
        (forms.PasswordInput, UnfoldAdminPasswordInput),
        (Input, UnfoldAdminTextInputWidget),
    )
    for field in form.fields.values():
        plain = field.widget
        look = next((look for kind, look in looks if isinstance(plain, kind)), None)
        if look is None or plain.is_hidden:
            continue
        field.widget = look(attrs=plain.attrs)
        field.widget.is_required = field.required
        if isinstance(plain, forms.Select):
            field.widget.choices = plain.choices
        elif isinstance(plain, Input) and plain.input_type:
            field.widget.input_type = plain.input_type
        if isinstance(plain, forms.DateTimeInput):
            field.widget.format_value = plain.format_value


def to_row(request: HttpRequest, row: models.Model) -> HttpResponse:
    """Back to a row's page after an action in a dialog (htmx) or on a page of its own."""
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)
