"""The chaos run: many customers, agents at work, a Telegram that fails, and a bot that is killed again and
again. What was said is then compared with what arrived, from both sides."""
