"""What is indexed, what may be asked, and the two engines that answer; no click and no HTTP in here."""
