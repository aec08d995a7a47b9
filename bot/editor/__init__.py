"""The editors' side: writing, checking and publishing the knowledge base in a private chat with the bot."""
