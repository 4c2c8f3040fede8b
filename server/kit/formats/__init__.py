"""Written forms people type in: phone numbers, documents, plates, names. Pure; raises only FormatError."""
