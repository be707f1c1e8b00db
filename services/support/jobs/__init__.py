"""The door for the clock: deadlines that fall due, and what is sent to others."""
