"""WeChat: the client, and the sandbox it is tried against."""
