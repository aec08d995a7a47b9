"""What agents look at: the topic with its card and menus, the board, lists, and the private workplace."""
