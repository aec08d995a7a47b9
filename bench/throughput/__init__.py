"""How fast line zero is, beside a bare echo bot of python-telegram-bot on the same local Telegram."""
