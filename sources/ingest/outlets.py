"""Which outlet published a story: by its name, by the host of a page."""

from django.utils.text import slugify

from sources.ingest.addresses import host_of
from sources.models import Article, Outlet, OutletDomain
from sources.refusal import Refusal


def outlet_named(name: str) -> Outlet:
    """The outlet of that name, in any case; made if there is none."""
    name = " ".join(name.split())
    if not name:
        raise Refusal("Name the outlet that published the story.", field="outlet")
    if len(name) > 200 or not slugify(name):
        raise Refusal("Give the outlet's name, at most 200 letters.", field="outlet")
    known = _bearer(name)
    if known is not None:
        return known
    stem, number = slugify(name)[:190], 1
    slug = stem
    while Outlet.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return Outlet.objects.get_or_create(name=name, defaults={"slug": slug})[0]


def outlet_of_page(address: str, *, fetched_from: str, named: str, says: str) -> Outlet:
    """The outlet of a page: the one that a person named, else its article's, else its host's.

    A page's own word for its publisher only names an outlet that is new: anybody may write
    somebody else's name on a page. An outlet without a domain is given that of its first page;
    more are an editor's to enter, for many outlets may publish under one host.
    """
    host = host_of(fetched_from)
    if named:
        outlet = outlet_named(named)
    else:
        known = _outlet_of_article(address) or outlet_of_host(host)
        if known is not None:
            return known
        outlet = outlet_named(host if not says or _bearer(says) else says)
    _enter_first_domain(outlet, host)
    return outlet


def outlet_of_host(host: str) -> Outlet | None:
    """The outlet that publishes under a host name or a domain above it."""
    labels = host.lower().split(".")
    candidates = [".".join(labels[start:]) for start in range(len(labels) - 1)]
    domains = OutletDomain.objects.filter(domain__in=candidates).select_related("outlet")
    found = max(domains, key=lambda domain: len(domain.domain), default=None)
    return found.outlet if found else None


def _outlet_of_article(address: str) -> Outlet | None:
    known = Article.objects.filter(canonical_url=address).select_related("outlet").first()
    return known.outlet if known else None


def _bearer(name: str) -> Outlet | None:
    return Outlet.objects.filter(name__iexact=" ".join(name.split())).first()


def _enter_first_domain(outlet: Outlet, host: str) -> None:
    is_name = "." in host and not host.replace(".", "").isdigit()
    if is_name and outlet_of_host(host) is None and not outlet.domains.exists():
        OutletDomain.objects.get_or_create(domain=host, defaults={"outlet": outlet})
