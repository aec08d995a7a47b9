"""An agent's private chat with the bot: his shift, what he is offered, and his cases if he works there."""
