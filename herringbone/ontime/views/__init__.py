"""The pages of the on-time record, of persons and teams, and of the settings of duties."""
