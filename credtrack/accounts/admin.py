"""Accounts and API keys in the editors' desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import action, display
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from credtrack.accounts.desk import AddByService, EditorsOnly, to_row
from credtrack.accounts.models import ApiKey, DeclaredLink, User
from credtrack.accounts.services import api_key_create, api_key_revoke

# What a role may do is in claims.permissions; Django's groups and model permissions decide nothing here.
admin.site.unregister(Group)


class DeclaredLinkInline(EditorsOnly, TabularInline):
    """Added and taken back, not turned into another: each row with a picker would also cost queries of its own."""

    model = DeclaredLink
    may_change = False
    may_delete = True
    extra = 0
    hide_title = True
    autocomplete_fields = ("source",)
    fields = ("source", "note")

    def get_queryset(self, request: HttpRequest) -> QuerySet[DeclaredLink]:
        return super().get_queryset(request).select_related("source")


@admin.register(User)
class UserAdmin(EditorsOnly, DjangoUserAdmin, ModelAdmin):
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "shown_role", "email", "is_active", "last_login", "date_joined")
    list_filter = ("role", "is_active")
    list_per_page = 50
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password", "role", "is_active")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("Record", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "role", "password1", "password2")}),)
    inlines = (DeclaredLinkInline,)

    def get_inlines(self, request: HttpRequest, obj: User | None = None) -> Any:
        return self.inlines if obj is not None else ()

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """A superuser's account is changed by superusers: an editor must not take one over by a new password."""
        if obj is not None and obj.is_superuser and not getattr(request.user, "is_superuser", False):
            return False
        return super().has_change_permission(request, obj)

    @display(description="Role", ordering="role", label={"editor": "info", "reviewer": "success"})
    def shown_role(self, user: User) -> str:
        return user.role


class ApiKeyForm(forms.Form):
    user = forms.ModelChoiceField(queryset=User.objects.none(), help_text="The key may do what this account may.")
    name = forms.CharField(max_length=100, help_text="What uses it: “newsroom CMS”.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.filter(is_active=True, is_superuser=False).order_by("username")


@admin.register(ApiKey)
class ApiKeyAdmin(AddByService, EditorsOnly, ModelAdmin):
    may_change = False
    add_form = ApiKeyForm
    add_title = "Make an API key"
    add_help = "The key is shown once, on the next page. Only its digest is kept."
    list_display = ("name", "shown_prefix", "user", "created_at", "last_used_at", "shown_state")
    list_filter = ("user", ("revoked_at", admin.EmptyFieldListFilter))
    list_select_related = ("user",)
    search_fields = ("name", "prefix", "user__username")
    ordering = ("-id",)
    fields = ("name", "prefix", "user", "created_at", "last_used_at", "revoked_at")
    actions = ("revoke_keys",)
    actions_detail = ("revoke",)

    def add_by_service(self, request: HttpRequest, form: forms.Form) -> HttpResponse:
        key, secret = api_key_create(user=form.cleaned_data["user"], name=form.cleaned_data["name"])
        self.log_addition(request, key, [{"added": {}}])
        context = self._context(request) | {"title": f"API key {key.name}", "key": key, "secret": secret}
        return render(request, "admin/api_key_made.html", context, status=201)

    @display(description="Key")
    def shown_prefix(self, key: ApiKey) -> str:
        return f"{key.prefix}…"

    @display(description="State", label={"in force": "success", "revoked": "danger"})
    def shown_state(self, key: ApiKey) -> str:
        return "in force" if key.revoked_at is None else "revoked"

    @admin.action(description="Revoke the selected keys", permissions=["desk"])
    def revoke_keys(self, request: HttpRequest, keys: QuerySet[ApiKey]) -> None:
        revoked = sum(api_key_revoke(key=key) for key in keys)
        messages.success(request, f"{revoked} revoked.")

    @action(
        description="Revoke",
        permissions=["desk"],
        dialog={
            "title": "Revoke this key?",
            "description": "Programs that use it are refused from now on. A revoked key never comes back.",
            "form_class": None,
            "form_submit_text": "Revoke",
        },
    )
    def revoke(self, request: HttpRequest, form: forms.Form, object_id: str) -> HttpResponse:
        key = get_object_or_404(ApiKey, pk=object_id)
        if api_key_revoke(key=key):
            messages.success(request, "The key is revoked.")
        else:
            messages.warning(request, "It was revoked already.")
        return to_row(request, key)
