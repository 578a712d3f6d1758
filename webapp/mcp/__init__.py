"""The index for assistants: the Model Context Protocol at /mcp, over the JSON API."""
