"""What limits productivity, where and when, and what differences come from."""
