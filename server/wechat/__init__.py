"""The outside world called WeChat."""
