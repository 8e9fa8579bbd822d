"""The addresses of the pages for those who follow."""

from django.urls import path

from alerts import views

app_name = "alerts"

urlpatterns = [
    path("follow/", views.follow, name="follow"),
    path("follow/sent/", views.asked, name="asked"),
    path("confirm/<str:token>/", views.confirm, name="confirm"),
    path("stop/<str:token>/", views.stop, name="stop"),
    path("yours/<str:token>/", views.manage, name="manage"),
]
