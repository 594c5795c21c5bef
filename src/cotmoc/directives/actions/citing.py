"""Which registered document a citation means, and what the citing text does to it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from cotmoc.audit.actions import deed
from cotmoc.directives.models import Citation, Document
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND


def cite_again(document: Document) -> None:
    """Link the citations of a document whose number or day was corrected. Called inside another action.

    What a person has said stays.
    """
    Citation.objects.filter(cited=document, linked_by="").update(cited=None)
    if document.number_key:
        same = Q(issued_on=document.issued_on) | Q(issued_on=None)
        known = Citation.objects.filter(document__province=document.province_id, cited=None).filter(same)
        waiting = known.filter(number_key=document.number_key).exclude(document=document)
        waiting.exclude(refused=document).update(cited=document)


def link(citation: int, *, document: int, by: Actor, at: datetime) -> Citation:
    """A person says which registered document a citation means; said again it stands as it is.

    Raises Problem: NOT_FOUND, BAD_VALUE when a document would cite itself.
    """
    require(by, Permission.REVIEW_DIRECTIVE)
    with deed("directive.link", by=by) as record:
        row, meant = _rows(citation, document, by)
        if meant.pk == row.document_id:
            why = Said("văn bản không thể viện dẫn chính nó", "a document cannot cite itself")
            raise Problem(BAD_VALUE, field="document", why=why)
        row.refused.remove(meant)
        if row.cited_id != meant.pk:
            row.cited, row.linked_by = meant, by.name[:200]
            row.save(update_fields=["cited", "linked_by"])
        record.about(row, document=row.document_id, cited=meant.pk)
    return row


def unlink(citation: int, *, document: int, by: Actor, at: datetime) -> Citation:
    """A person says that a citation does not mean this document; it is not offered or linked again."""
    require(by, Permission.REVIEW_DIRECTIVE)
    with deed("directive.unlink", by=by) as record:
        row, other = _rows(citation, document, by)
        row.refused.add(other)
        if row.cited_id == other.pk:
            row.cited, row.linked_by = None, ""
            row.save(update_fields=["cited", "linked_by"])
        record.about(row, document=row.document_id, cited=other.pk)
    return row


def relate(citation: int, *, relation: str, by: Actor, at: datetime) -> Citation:
    """Correct what the text does to a cited document: cites, amends, repeals or replaces it.

    Raises Problem: NOT_FOUND, BAD_VALUE.
    """
    require(by, Permission.REVIEW_DIRECTIVE)
    with deed("directive.relate", by=by) as record:
        row = _citation(citation, by)
        if relation not in Citation.Relation.values:
            why = Said("không có quan hệ đó", "there is no such relation")
            raise Problem(BAD_VALUE, field="relation", why=why)
        record.about(row, document=row.document_id, was=row.relation, relation=relation)
        row.relation = relation
        row.save(update_fields=["relation"])
    return row


def _rows(citation: int, document: int, by: Actor) -> tuple[Citation, Document]:
    row = _citation(citation, by)
    found = Document.objects.filter(pk=document, province=by.province).first()
    if found is None:
        raise Problem(NOT_FOUND, field="document", thing="văn bản")
    return row, found


def _citation(pk: int, by: Actor) -> Citation:
    rows = Citation.objects.select_for_update(of=("self",)).select_related("document")
    found = rows.filter(pk=pk, document__province=by.province).first()
    if found is None:
        raise Problem(NOT_FOUND, thing=Said("văn bản viện dẫn", "the citation"))
    return found
