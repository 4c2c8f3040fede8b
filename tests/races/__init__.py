"""Two people, two devices or two processes want the same thing at the same moment: exactly one wins."""
