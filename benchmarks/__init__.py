"""Measurements that the documentation quotes; never imported by the product."""
