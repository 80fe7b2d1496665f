"""Amazon Mechanical Turk on your own machine."""
