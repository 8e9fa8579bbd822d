"""Alerts and webhooks for those who look after them."""
