"""What a school allows visitors to ask for."""
