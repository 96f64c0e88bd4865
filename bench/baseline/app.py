"""What a developer would write first for the same data: DRF with djangorestframework-gis, and django-ical.

Reads the tables that the site filled. Only a measure: nothing here is part of the site.
"""

import os

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    INSTALLED_APPS=["django.contrib.gis", "rest_framework", "rest_framework_gis"],
    MIDDLEWARE=[
        "django.middleware.gzip.GZipMiddleware",
        "django.middleware.http.ConditionalGetMiddleware",
        "django.middleware.common.CommonMiddleware",
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.contrib.gis.db.backends.postgis",
            "NAME": os.environ["BASELINE_NAME"],
            "USER": os.environ["BASELINE_USER"],
            "HOST": os.environ["BASELINE_HOST"],
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 6}},
        }
    },
    REST_FRAMEWORK={
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": [],
        "UNAUTHENTICATED_USER": None,
    },
)
django.setup()

from django.contrib.gis.db import models
from django.core.wsgi import get_wsgi_application
from django.urls import path
from django_ical.views import ICalFeed
from rest_framework.generics import ListAPIView
from rest_framework_gis.serializers import GeoFeatureModelSerializer

COLUMNS = (
    "code title kind status going_ahead starts_at local_date local_start local_end timezone venue locality country"
    " precision accuracy group_name is_sample revised_at"
).split()


class Day(models.Model):
    slug = models.CharField(max_length=40)

    class Meta:
        app_label = "baseline"
        managed = False
        db_table = "protests_protestday"


class Protest(models.Model):
    day = models.ForeignKey(Day, models.DO_NOTHING)
    code = models.CharField(max_length=8)
    uid = models.CharField(max_length=120)
    title = models.CharField(max_length=120)
    description = models.TextField()
    kind = models.CharField(max_length=10)
    status = models.CharField(max_length=10)
    going_ahead = models.BooleanField()
    visibility = models.CharField(max_length=8)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    local_date = models.DateField()
    local_start = models.TimeField(null=True)
    local_end = models.TimeField(null=True)
    timezone = models.CharField(max_length=40)
    venue = models.CharField(max_length=200)
    locality = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    precision = models.CharField(max_length=10)
    accuracy = models.CharField(max_length=10)
    group_name = models.CharField(max_length=120)
    is_sample = models.BooleanField()
    created_at = models.DateTimeField()
    revised_at = models.DateTimeField()
    public_point = models.PointField(null=True)

    class Meta:
        app_label = "baseline"
        managed = False
        db_table = "protests_protest"

    def get_absolute_url(self):
        return f"/p/{self.code}/"


def of_day(slug):
    return Protest.objects.filter(day__slug=slug, visibility="public").order_by("starts_at", "code")


class Serializer(GeoFeatureModelSerializer):
    class Meta:
        model = Protest
        geo_field = "public_point"
        fields = COLUMNS


class Features(ListAPIView):
    serializer_class = Serializer
    pagination_class = None

    def get_queryset(self):
        return of_day(self.kwargs["day"])


class Calendar(ICalFeed):
    product_id = "-//Baseline//Baseline//EN"
    timezone = "UTC"
    file_name = "protests.ics"

    def get_object(self, request, campaign, day):
        return day

    def title(self, day):
        return day

    def items(self, day):
        return of_day(day)

    def item_guid(self, item):
        return item.uid

    def item_title(self, item):
        return f"{item.title}, {item.locality}"

    def item_description(self, item):
        return item.description

    def item_start_datetime(self, item):
        return item.starts_at

    def item_end_datetime(self, item):
        return item.ends_at

    def item_location(self, item):
        return f"{item.venue}, {item.locality}"

    def item_geolocation(self, item):
        return (item.public_point.y, item.public_point.x) if item.public_point else None

    def item_created(self, item):
        return item.created_at

    def item_updateddate(self, item):
        return item.revised_at


urlpatterns = [
    path("<slug:campaign>/<slug:day>/protests.geojson", Features.as_view()),
    path("<slug:campaign>/<slug:day>/calendar.ics", Calendar()),
]
application = get_wsgi_application()
