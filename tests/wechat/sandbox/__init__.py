"""The WeChat sandbox, through HTTP, against the WeChat reference it was built by."""
