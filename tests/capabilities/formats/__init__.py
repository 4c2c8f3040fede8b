"""What people type in and upload: phone numbers, documents, plates, names, files."""
