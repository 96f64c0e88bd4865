""" "This is ours": who finds their own protest listed is led to its link, or leaves word for the moderators."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from protests import public
from protests.actions import claims
from protests.formats import words
from protests.middleware import visitor_post
from protests.public import Merged
from protests.rules import limits
from protests.views.limiting import limited


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_post
@limited(limits.CLAIMS)
def ours(request: HttpRequest, code: str) -> HttpResponse:
    """The listing, the way to its link, and a button that tells the moderators: nothing is changed by it."""
    protest = public.find_protest(code)
    if protest is None:
        raise Http404
    if isinstance(protest, Merged):
        return redirect("protest_ours", code=protest.winner)
    if request.method == "POST":
        claims.claim(code=protest.code)
    context = {"protest": protest, "day": words.long_day(protest.local_date), "is_told": request.method == "POST"}
    return render(request, "submit/ours.html", context)
