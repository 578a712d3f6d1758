"""Questions as people type them over the sample, and which of its records answer them."""
