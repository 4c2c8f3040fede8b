"""The story, one file a step. Each public function is one use case and one transaction."""
