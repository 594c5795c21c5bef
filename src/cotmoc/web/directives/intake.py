"""Registering: several files or a pasted text; what works is kept, what does not is told file by file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cotmoc.directives import actions, queries
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem, Text
from cotmoc.domain.errors.directives import NOTHING_SENT
from cotmoc.domain.errors.files import SECRET_DOCUMENT
from cotmoc.domain.errors.general import NOT_PERMITTED
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document. A refused secret document is named by its place in the form only.

    ``aside`` are the first words of a message that was not registered.
    """

    name: str
    document: int | None = None
    title: str = ""
    subject: str = ""
    new: bool = False
    waiting: int = 0
    recognised: bool = False
    doubtful: bool = False
    problem: Text | None = None
    code: str = ""
    secret: bool = False
    aside: str = ""
    differs: bool = False


@page(Permission.REGISTER_DIRECTIVE, repeats=True)
def register(request: ActorRequest) -> HttpResponse:
    """The form; on sending, one line a file. A single document opens at once, unless its words are others."""
    if request.method != "POST":
        return _shown(request, [])
    # The page's script sends the files one by one and says which one of them this is.
    place = request.POST.get("place", "1")
    first = int(place) if place.isascii() and place.isdigit() and len(place) < 5 else 1
    results = [
        result
        for n, (name, data) in enumerate(_sent(request), first)
        for result in _register(request, n, name, data)
    ]
    if request.htmx:
        return render(request, "directives/results.html", {"results": results})
    if not results:
        return _shown(request, [], NOTHING_SENT.http, _texts(Problem(NOTHING_SENT)))
    if len(results) == 1 and results[0].document is not None and not results[0].differs:
        return HttpResponseRedirect(reverse("directive", args=[results[0].document]))
    worked = any(result.document is not None for result in results)
    return _shown(request, results, 200 if worked else 422)


def _sent(request: ActorRequest) -> Iterator[tuple[str, bytes]]:
    """Names and bytes in the order of the form; uploads are in memory and stay there."""
    for file in request.FILES.getlist("files"):
        assert isinstance(file, UploadedFile)
        yield file.name or "", file.read()
    pasted = request.POST.get("text", "")
    if pasted.strip():
        name = request.POST.get("name", "").strip() or _("van-ban-dan")
        yield f"{name}.txt", pasted.replace("\r\n", "\n").encode()


def _register(request: ActorRequest, place: int, name: str, data: bytes) -> list[Result]:
    """One line a document: a file is one, an archive or e-mail holds several."""
    try:
        registered = actions.register_all(name=name, data=data, by=request.actor, at=request.at)
    except Problem as problem:
        if problem.entry is NOT_PERMITTED:
            raise
        secret = problem.entry is SECRET_DOCUMENT
        return [_failed(_("Tệp thứ %(n)s") % {"n": place} if secret else name, problem)]
    return [_result(request, one) for one in registered]


def _failed(name: str, problem: Problem) -> Result:
    code = f"CM-{problem.entry.number:04d}"
    return Result(name, problem=_texts(problem), code=code, secret=problem.entry is SECRET_DOCUMENT)


def _result(request: ActorRequest, one: actions.Registered) -> Result:
    if one.aside:
        return Result(one.name, aside=one.aside)
    if one.document is None:
        assert one.problem is not None
        return _failed(one.name, one.problem)
    return Result(
        one.name,
        document=one.document.pk,
        title=str(one.document) or one.name,
        subject=one.document.subject,
        new=one.new,
        differs=one.differs,
        waiting=queries.progress(request.actor, one.document.pk).left,
        recognised=bool(one.document.ocr_pages),
        doubtful=bool(one.document.doubtful_pages),
    )


def _texts(problem: Problem) -> Text:
    return problem.parts(get_language() or "vi")


def _shown(
    request: ActorRequest, results: list[Result], status: int = 200, problem: Text | None = None
) -> HttpResponse:
    # What was pasted stays in its field for correcting, but never a text that was refused as secret.
    again = not any(result.document or result.secret for result in results)
    values = {
        "results": results,
        "problem": problem,
        "limit_mb": settings.COTMOC_UPLOAD_LIMIT // (1024 * 1024),
        "limit": settings.COTMOC_UPLOAD_LIMIT,
        "text": request.POST.get("text", "") if again else "",
    }
    return render(request, "directives/register.html", values, status=status)
