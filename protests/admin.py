"""Django's admin as the host's last resort: a look at the records, when the pages do not show what is wrong.

Everything that an action does is read-only here, because an action also writes the log and the mails. One thing has no
page of its own: to shut somebody out at once. Nothing of a contact, no secret and no exact place is shown.

No string of an address reaches a lookup (TRUST.md 1.1, B47): a list knows a search, a page and an order, nothing else.
"""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from protests.actions import hosts, signin
from protests.models import (
    AuditEvent,
    Campaign,
    LocalGroup,
    Membership,
    OutboxMail,
    Person,
    Proposal,
    Protest,
    ProtestChange,
    ProtestDay,
    Seal,
    Submission,
)

View = Callable[..., HttpResponse]
KNOWN = {"q", "p", "o"}


class HostSite(admin.AdminSite):
    """Fewer addresses than Django's own, and the way in of the desk: password and second factor."""

    site_header = site_title = _("Records")
    index_title = _("For whoever runs this site")
    index_template = "host/index.html"
    site_url = None
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        person = request.user
        is_host = isinstance(person, Person) and person.is_active and person.is_host
        return is_host and signin.is_proved(person=person, session_key=request.session.session_key)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Who is no host finds nothing here; who has not signed in, or not wholly, may."""

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if self.has_permission(request):
                return view(request, *args, **kwargs)
            if request.user.is_authenticated and not request.user.is_host:
                raise Http404
            way_in = "second_factor" if request.user.is_authenticated else "login"
            return redirect_to_login(request.get_full_path(), reverse(way_in))

        return csrf_protect(update_wrapper(guarded, view))

    def get_urls(self) -> list[URLPattern]:
        lists = [
            path(f"{model._meta.app_label}/{model._meta.model_name}/{one.pattern}", one.callback, name=one.name)
            for model, found in self._registry.items()
            for one in found.get_urls()
        ]
        index, words, of_app = map(
            require_safe, map(self.admin_view, (self.index, self.i18n_javascript, self.app_index))
        )
        return [
            path("", index, name="index"),
            path("jsi18n/", words, name="jsi18n"),
            *lists,
            path("<str:app_label>/", of_app, name="app_list"),
        ]


host_site = HostSite(name="host")


class Looked(admin.ModelAdmin):
    """Records of one kind, to look at."""

    methods = ("GET", "HEAD")
    actions = None
    list_per_page = 50
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_{{}}".format
        found = require_safe(self.admin_site.admin_view(self.changelist_view))
        one = require_http_methods(self.methods)(self.admin_site.admin_view(self.change_view))
        return [
            path("", found, name=name("changelist")),
            path("<path:object_id>/change/", one, name=name("change")),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if set(request.GET) - KNOWN or not request.GET.get("p", "1").isdecimal():
            raise BadRequest("A list of records knows q, p and o.")
        return super().changelist_view(request, extra_context)

    def change_view(self, request: HttpRequest, object_id: str, **kwargs: Any) -> HttpResponse:
        if set(request.GET) - {"_changelist_filters"}:
            raise BadRequest("A record knows no query.")
        return super().change_view(request, object_id, **kwargs)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class People(Looked):
    """Somebody can be shut out, and let in again."""

    methods = ("GET", "HEAD", "POST")
    readonly_fields = ("email", "is_host", "last_login", "left_at")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        hosts.let_in(person=obj, is_active=obj.is_active, by=request.user)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> None:
        """Ours is the log of the site."""


def _show(model: type[Model], columns: str, search: str = "", admin_class: type[Looked] = Looked) -> None:
    """`columns` are all that is shown; the first ones in the list."""
    names = columns.split()
    host_site.register(
        model, admin_class, list_display=names[:6], fields=names, search_fields=search.split(), ordering=["-pk"]
    )


_show(Person, "email is_active is_host last_login left_at", "email", People)
_show(Membership, "person campaign role countries languages", "person__email campaign__slug")
_show(Campaign, "slug name accent version changed_at about", "slug name")
_show(ProtestDay, "campaign slug title starts_on ends_on submissions_open version changed_at", "slug title")
_show(LocalGroup, "campaign name", "name")
_show(
    Submission,
    "id title day decision country created_at is_change locality local_date timezone precision accuracy flags language"
    " protest decided_at decided_by reason",
    "title locality",
)
_show(
    Protest,
    "code title day status visibility country locality local_date starts_at timezone precision accuracy sequence"
    " revised_at uid",
    "code title locality",
)
_show(ProtestChange, "protest what at", "protest__code")
_show(OutboxMail, "id template language created_at not_before attempts sent_at by_stranger", "template")
_show(Proposal, "id verb campaign by at outcome arguments reason decided_by decided_at", "verb")
_show(AuditEvent, "id at verb kind object_id actor campaign reason counts", "verb object_id")
_show(Seal, "id at rows")
