"""What the on-time record, the pages of persons and teams, and the settings of duties read."""
