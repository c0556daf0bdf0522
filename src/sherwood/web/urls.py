"""The web's addresses, each leading to one thin view that declares what it asks."""

from __future__ import annotations

from django.urls import path, register_converter

from sherwood.web.addresses import FileKey, Name, RecordKey
from sherwood.web.views import (
    account,
    audit,
    children,
    data,
    emergency,
    families,
    family_claims,
    find,
    findings,
    forecast,
    governance,
    health,
    home,
    lineage,
    mapping,
    measures,
    notices,
    papers,
    people,
    register,
    reports,
    second_factor,
    sign_in,
    sign_in_service,
)

register_converter(Name, "name")
register_converter(RecordKey, "record_key")
register_converter(FileKey, "file_key")

urlpatterns = [
    path("", home.show, name="home"),
    path("sign-in", sign_in.sign_in, name="sign_in"),
    path("sign-in/code", second_factor.ask, name="second_factor"),
    path("sign-in/service", sign_in_service.ask, name="sign_in_service"),
    path("sign-in/service/answer", sign_in_service.answered, name="sign_in_answer"),
    path("sign-out", sign_in.sign_out, name="sign_out"),
    path("account", account.show, name="account"),
    path("account/second-factor", second_factor.set_up, name="second_factor_set_up"),
    path("account/second-factor/remove", second_factor.remove, name="second_factor_remove"),
    path("account/sign-out-elsewhere", account.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("reports", reports.index, name="reports"),
    path("reports/<name:area>/<name:name>", reports.show, name="report"),
    path("reports/<name:area>/<name:name>/export.<name:form>", reports.export, name="report_export"),
    path("papers", papers.show, name="papers"),
    path("papers/<slug:identifier>.<name:form>", papers.take, name="paper"),
    path("register", register.show, name="register"),
    path("register/export.<name:form>", register.export, name="register_export"),
    path("measures", measures.index, name="measures"),
    path("measures/<name:area>/<name:name>", measures.show, name="measure"),
    path("measures/<name:area>/<name:name>/children", children.behind, name="children_behind"),
    path("measures/<name:area>/<name:name>/lineage", lineage.show, name="lineage"),
    path("forecast", forecast.show, name="forecast"),
    path("children/<record_key:record_key>", children.journey, name="journey"),
    path("children/<record_key:record_key>/name", children.name, name="child_name"),
    path("findings", findings.index, name="findings"),
    path("findings/<file_key:key>", findings.show, name="finding"),
    path("findings/<file_key:key>/note", findings.note, name="finding_note"),
    path("families", families.index, name="families"),
    path("families/how-it-works", families.about, name="families_about"),
    path("families/assess", families.assess, name="families_assess"),
    path("families/mine", families.mine, name="families_mine"),
    path("families/claims", family_claims.index, name="family_claims"),
    path("families/claims/freeze", family_claims.freeze, name="family_claims_freeze"),
    path("families/claims/<slug:batch>", family_claims.show, name="family_batch"),
    path("families/claims/<slug:batch>/note", family_claims.note, name="family_batch_note"),
    path("families/claims/<slug:batch>/<name:paper>.<name:form>", family_claims.take, name="family_batch_paper"),
    path("families/<record_key:key>", families.show, name="family"),
    path("families/<record_key:key>/names", families.names, name="family_names"),
    path("families/<record_key:key>/record", families.record, name="family_record"),
    path("families/<record_key:key>/sheet.<name:form>", families.sheet, name="family_sheet"),
    path("families/<record_key:key>/claim.<name:form>", family_claims.pack, name="family_claim_pack"),
    path("data", data.show, name="data"),
    path("data/unread", mapping.index, name="unread"),
    path("data/unread/<file_key:key>", mapping.show, name="mapping"),
    path("data/unread/<file_key:key>/keep", mapping.save, name="mapping_keep"),
    path("find", find.show, name="find"),
    path("emergency", emergency.show, name="emergency"),
    path("emergency/reviews", emergency.reviews, name="emergency_reviews"),
    path("emergency/reviews/<int:opening>", emergency.review, name="emergency_review"),
    path("notices", notices.show, name="notices"),
    path("notices/read", notices.read, name="notices_read"),
    path("people", people.index, name="people"),
    path("people/add", people.add, name="person_add"),
    path("people/<uuid:account>", people.show, name="person"),
    path("people/<uuid:account>/<name:act>", people.change, name="person_change"),
    path("audit", audit.show, name="audit"),
    path("audit/unusual", audit.unusual, name="audit_unusual"),
    path("audit/breach", audit.breach, name="audit_breach"),
    path("governance", governance.show, name="governance"),
    path("governance/attest", governance.attest, name="governance_attest"),
    path("health", health.show, name="health"),
]

handler400 = "sherwood.web.views.errors.not_understood"
handler403 = "sherwood.web.views.errors.refused"
handler404 = "sherwood.web.views.errors.not_found"
handler500 = "sherwood.web.views.errors.fault"
