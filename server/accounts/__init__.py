"""Staff, WeChat identities, sessions, roles and permissions, and the Actor."""
