"""What the system promises, tried through its doors."""
