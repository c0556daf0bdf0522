"""The web: files that could not be read, a proposal of what their headings stand for, and a person's confirmation."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sherwood.access import MAPPING_CONFIRMED, Permission, audited
from sherwood.jobs.mapping import Confirmed, Unread, confirm, proposals, unread_file, unread_files
from sherwood.sources import MappingRefused, Refused
from sherwood.web.permissions import permission
from sherwood.web.presenters import mapping
from sherwood.web.visit import Visit, catalogue, home

BACK = ({"title": "Home", "route": "home"}, {"title": "Data", "route": "data"})


@permission(Permission.DATA_MAP)
def index(request: Visit) -> HttpResponse:
    """List the files that were refused and wait to be understood."""
    context = {
        "page_title": "Files not read",
        "title": {"heading": "Files not read", "lead": "Which files could not be read, and what might they be?"},
        "breadcrumbs": _back(BACK),
        "table": mapping.waiting(unread_files(home())),
    }
    return render(request, "pages/unread.html", context)


@permission(Permission.DATA_MAP)
def show(request: Visit, key: str) -> HttpResponse:
    """Propose what one file holds; `?table=feed/table` asks for another of the likely tables."""
    file = _file(key)
    return _page(request, file, request.GET.get("table", ""), error="")


@permission(Permission.DATA_MAP)
@require_POST
def save(request: Visit, key: str) -> HttpResponse:
    """Keep the mapping a person confirmed and put the file back into the inbox, or say why it can't be kept."""
    file = _file(key)
    feed, _, table = request.POST.get("table", "").partition("/")
    columns = {
        name[len(mapping.FIELD) :]: words for name, words in request.POST.items() if name.startswith(mapping.FIELD)
    }
    chosen = Confirmed(feed, table, {name: str(heading) for name, heading in columns.items()})
    try:
        new = confirm(home(), file, chosen)
    except MappingRefused as refusal:
        return _page(request, file, f"{feed}/{table}", error=str(refusal), chosen=chosen.columns)
    audited(request.viewer, MAPPING_CONFIRMED, (), {"of": f"{feed}/{table}", "headings": new})
    headings = "1 heading" if new == 1 else f"{new} headings"
    messages.success(request, f"{headings} kept. {file.name} is in the inbox again and is read at the next refresh.")
    return redirect("unread")


def _page(
    request: Visit, file: Unread, wanted: str, *, error: str, chosen: Mapping[str, str] | None = None
) -> HttpResponse:
    try:
        found = proposals(home(), file)
    except Refused as refusal:
        found, error = (), str(refusal)
    context = mapping.proposal_page(catalogue().feeds, file, found, wanted, chosen)
    back = [*_back(BACK), {"title": "Files not read", "href": reverse("unread")}]
    status = 422 if error and request.method == "POST" else 200
    return render(request, "pages/mapping.html", context | {"breadcrumbs": back, "error": error}, status=status)


def _file(key: str) -> Unread:
    found = unread_file(home(), key)
    if found is None:
        raise Http404("There is no such file among those not read: it may have been taken back into the inbox.")
    return found


def _back(steps: tuple[dict[str, str], ...]) -> list[dict[str, str]]:
    return [{"title": each["title"], "href": reverse(each["route"])} for each in steps]
