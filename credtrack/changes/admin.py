"""The change log in the editors' desk: to look at only."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from credtrack.accounts.desk import ReadOnly
from credtrack.changes.models import Change


@admin.register(Change)
class ChangeAdmin(ReadOnly, ModelAdmin):
    list_display = ("id", "at", "kind", "subject", "payload")
    search_fields = ("^kind", "subject__exact")
    search_help_text = "A kind of change, or the public id of what changed"
    ordering = ("-id",)
    show_full_result_count = False
    list_per_page = 50
    fields = ("uuid", "at", "kind", "subject", "payload", "transaction")
