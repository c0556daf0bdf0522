"""The web: the register of analytics as a page, and the same as a file."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from sherwood.access import Permission
from sherwood.jobs.register import analytics_register, register_page
from sherwood.outputs.forms import FORMS, content_type
from sherwood.outputs.forms import render as written
from sherwood.web.permissions import permission
from sherwood.web.presenters import pages
from sherwood.web.visit import Visit, home


@permission(Permission.REPORT_READ)
def show(request: Visit) -> HttpResponse:
    """Show every use of analytics and prediction, and the answers to a request for information."""
    document = register_page(home(), request.viewer.authority)
    context = pages.page(document, reverse("register"), {})
    context["breadcrumbs"] = [
        {"title": "Home", "href": reverse("home")},
        {"title": "Reports", "href": reverse("reports")},
    ]
    context["exports"] = pages.exports(reverse("register"), {})
    return render(request, "pages/document.html", context)


@permission(Permission.REPORT_READ)
def export(request: Visit, form: str) -> HttpResponse:
    """Give the register as a file; as JSON in the parts of the transparency standard. It holds no person, so none is told to the trail."""
    if form not in FORMS:
        raise Http404
    if form == "json":
        return JsonResponse(analytics_register(home(), request.viewer.authority))
    document = register_page(home(), request.viewer.authority)
    response = HttpResponse(written(document, form), content_type=content_type(form))
    response["Content-Disposition"] = f'attachment; filename="register-of-analytics.{form}"'
    return response
