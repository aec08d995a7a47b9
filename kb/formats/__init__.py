"""The files an editor may bring or take away: CSV, XLSX, YAML and JSON, with the same fields in each."""
