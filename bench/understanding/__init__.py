"""Understanding measured on public data sets, and the scripts that make the files of `intents/prior`."""
