"""Delivery of notifications, over HTTP against the WeChat sandbox, on a real database."""
