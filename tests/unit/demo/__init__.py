"""What the outer ring decides without starting anything."""
