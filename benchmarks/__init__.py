"""How fast it is and how well it finds: commands that print tables; never imported by the product or timed in tests."""
