"""Programs: the entity sets in CSDL, the schema language of OData, made from the catalogue."""

from __future__ import annotations

from typing import Any

from lxml import etree

from sherwood.definitions.catalogue import Catalogue

EDMX = "http://docs.oasis-open.org/odata/ns/edmx"
EDM = "http://docs.oasis-open.org/odata/ns/edm"
NAMESPACE = "Sherwood"
# The default namespace has no name, which the types of the library do not foresee.
UNNAMED: Any = {None: EDM}
# Properties with their type; those of the key come first and are never null.
MEASURE_KEY, FIGURE_KEY = ("Name",), ("Period", "Dimension", "Code")
MEASURE = dict.fromkeys(("Name", "Title", "Area", "Question", "Unit", "Better"), "Edm.String")
FIGURE = {
    "Period": "Edm.String",
    "Dimension": "Edm.String",
    "Code": "Edm.String",
    "PeriodStart": "Edm.Date",
    "PeriodEnd": "Edm.Date",
    "Grain": "Edm.String",
    "DimensionTitle": "Edm.String",
    "Label": "Edm.String",
    "Numerator": "Edm.Double",
    "Denominator": "Edm.Double",
    "Value": "Edm.Double",
    "Unit": "Edm.String",
    "Withheld": "Edm.Boolean",
}


def metadata(catalogue: Catalogue) -> bytes:
    """Return the whole document: two types, and an entity set for each measure."""
    root = etree.Element(f"{{{EDMX}}}Edmx", {"Version": "4.0"}, nsmap={"edmx": EDMX})
    services = etree.SubElement(root, f"{{{EDMX}}}DataServices")
    schema = etree.SubElement(services, f"{{{EDM}}}Schema", {"Namespace": NAMESPACE}, nsmap=UNNAMED)
    _type(schema, "Measure", MEASURE, MEASURE_KEY)
    _type(schema, "Figure", FIGURE, FIGURE_KEY)
    container = etree.SubElement(schema, f"{{{EDM}}}EntityContainer", {"Name": "Container"})
    _set(container, "Measures", "Measure")
    for measure in catalogue.measures.values():
        _set(container, measure.name, "Figure")
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _type(schema: etree._Element, name: str, properties: dict[str, str], key: tuple[str, ...]) -> None:
    entity = etree.SubElement(schema, f"{{{EDM}}}EntityType", {"Name": name})
    keys = etree.SubElement(entity, f"{{{EDM}}}Key")
    for each in key:
        etree.SubElement(keys, f"{{{EDM}}}PropertyRef", {"Name": each})
    for each, kind in properties.items():
        nullable = "false" if each in key else "true"
        etree.SubElement(entity, f"{{{EDM}}}Property", {"Name": each, "Type": kind, "Nullable": nullable})


def _set(container: etree._Element, name: str, kind: str) -> None:
    etree.SubElement(container, f"{{{EDM}}}EntitySet", {"Name": name, "EntityType": f"{NAMESPACE}.{kind}"})
