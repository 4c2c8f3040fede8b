"""What breaks: clients that hang up, killed processes, a lost database, a lost Redis, a slow WeChat."""
