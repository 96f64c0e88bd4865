from django.urls import path

from maps import views

app_name = "maps"
urlpatterns = [
    path("places/", views.places, name="places"),
    path("tiles/<int:z>/<int:x>/<int:y>.png", views.street_tile, name="street_tile"),
    path("streets.pmtiles", views.streets, name="streets"),
]
