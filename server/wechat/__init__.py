"""The outside world called WeChat. A § names a section of our notes on its interfaces, in code, tests and sandbox."""
