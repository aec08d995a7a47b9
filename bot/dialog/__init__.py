"""What line zero says next: pure policy. Values in, values out; no clock, no database, no Telegram."""
