"""Where words come from: outlets, their articles, and each article's frozen wordings."""

from datetime import date
from typing import Self

import pghistory
import pghistory.models
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone


@pghistory.track()
class Outlet(models.Model):
    """Who published: a newspaper, a wire, a ministry's own site."""

    class Kind(models.TextChoices):
        """What sort of publisher an outlet is."""

        NEWSPAPER = "newspaper"
        WIRE = "wire", "Wire service"
        BROADCASTER = "broadcaster"
        DIGITAL = "digital", "Digital publisher"
        OFFICIAL = "official", "Official source"

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.NEWSPAPER)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class OutletDomain(models.Model):
    """A host name that an outlet publishes under."""

    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="domains")
    domain = models.CharField(
        max_length=253,
        unique=True,
        help_text="Host name in lower case, without www. Its subdomains belong to it.",
        error_messages={"unique": "This domain belongs to another outlet."},
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(domain__regex=r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9-]+)+$"),
                name="domain_is_a_lower_case_host_name",
                violation_error_message="Give a host name in lower case, such as example.org.",
            )
        ]

    def __str__(self) -> str:
        return self.domain


class ArticleQuerySet(models.QuerySet["Article"]):
    """Questions asked of articles."""

    def showable(self) -> Self:
        """Articles whose source allows their words to be shown now."""
        return self.filter(
            Q(embargo_until__isnull=True) | Q(embargo_until__lte=Now()),
            publish_status=Article.PublishStatus.USABLE,
        )

    def sections(self) -> list[str]:
        """The sections that articles were printed in, for a filter to offer."""
        named = self.exclude(section="").order_by("section")
        return list(named.values_list("section", flat=True).distinct()[:200])


@pghistory.track()
class Article(models.Model):
    """One story, transcript, release or post, whatever its wordings over time."""

    class Kind(models.TextChoices):
        """What sort of text an article is."""

        STORY = "story"
        TRANSCRIPT = "transcript"
        RELEASE = "release", "Press release"
        POST = "post"

    class PublishStatus(models.TextChoices):
        """The source's own word on whether it may be used (ninjs: pubstatus)."""

        USABLE = "usable"
        WITHHELD = "withheld"
        CANCELED = "canceled"

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="articles")
    canonical_url = models.URLField("canonical URL", max_length=2000, blank=True)
    external_id = models.CharField(
        "external id", max_length=300, blank=True, help_text="The outlet's own id for the item."
    )
    headline = models.CharField(max_length=500, blank=True)
    byline = models.CharField(max_length=300, blank=True)
    dateline = models.CharField(max_length=200, blank=True)
    section = models.CharField(
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text="Where the outlet printed it, such as Politics.",
    )
    language = models.CharField(
        max_length=35, default="en", help_text="BCP 47, such as en or pt-BR."
    )
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.STORY)
    published_at = models.DateTimeField()
    modified_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField(db_default=Now(), editable=False)
    embargo_until = models.DateTimeField(null=True, blank=True)
    publish_status = models.CharField(
        max_length=10, choices=PublishStatus.choices, default=PublishStatus.USABLE
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["canonical_url"],
                condition=~Q(canonical_url=""),
                name="one_article_per_canonical_url",
                violation_error_message="An article with this address is on record already.",
            ),
            models.UniqueConstraint(
                fields=["outlet", "external_id"],
                condition=~Q(external_id=""),
                name="one_article_per_external_id",
                violation_error_message="The outlet has an article with this external id already.",
            ),
            models.CheckConstraint(
                condition=Q(modified_at__isnull=True) | Q(modified_at__gte=F("published_at")),
                name="modified_after_published",
                violation_error_message="An article can't be modified before it is published.",
            ),
        ]
        indexes = [
            models.Index(fields=["outlet", "-published_at"], name="article_by_outlet_and_date"),
            models.Index(fields=["-published_at", "-id"], name="article_by_date"),
            models.Index(fields=["section"], condition=~Q(section=""), name="article_by_section"),
            models.Index(
                fields=["embargo_until"],
                condition=Q(embargo_until__isnull=False),
                name="article_by_embargo",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or f"{self.outlet} {self.published_at:%-d %B %Y}"

    @property
    def published_on(self) -> date:
        """The day of publication in the newsroom's time zone."""
        return timezone.localtime(self.published_at).date()


class ArticleVersionQuerySet(models.QuerySet["ArticleVersion"]):
    """Questions asked of wordings."""

    def without_raw(self) -> Self:
        """Leave the bytes as received in the database: lists have no use for them."""
        return self.defer("raw")


@pghistory.track(pghistory.InsertEvent(), exclude=["raw", "text", "credit"])
class ArticleVersion(models.Model):
    """One frozen wording of an article, with the bytes it was read from.

    `text` has its paragraphs separated by a blank line. Quotes point into it by character offset,
    so that the database refuses any change to it.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField("SHA-256 of the text", max_length=64)
    read_at = models.DateTimeField(db_default=Now(), editable=False)
    raw = models.BinaryField("bytes as received")
    media_type = models.CharField(max_length=100, blank=True)
    credit = models.TextField(blank=True, help_text="Lines kept out of the body: credits, rights.")

    objects = ArticleVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "sha256"], name="one_version_per_wording"),
            models.UniqueConstraint(fields=["article", "number"], name="versions_are_numbered"),
            models.CheckConstraint(condition=~Q(text=""), name="version_has_text"),
        ]
        indexes = [models.Index(fields=["sha256"], name="version_by_hash")]
        triggers = [
            pgtrigger.Protect(name="version_is_frozen", operation=pgtrigger.Update),
            pgtrigger.Protect(name="version_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="hash_is_of_the_text",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                IF NEW.sha256 <> encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex') THEN
                    RAISE EXCEPTION 'sha256 is not the hash of the text' USING ERRCODE = '23514';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.article}"


class HistoryContext(pghistory.models.Context):
    """Who made changes, and from where: kept for as long as the history that points to it."""

    class Meta:
        proxy = True
        triggers = [pgtrigger.Protect(name="context_is_kept", operation=pgtrigger.Delete)]
