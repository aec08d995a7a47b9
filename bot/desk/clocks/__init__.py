"""What runs against time: promises, deadlines of the service level, and the guard of the last resort."""
