"""The pages of people: the door, one's own settings, the directory, teams, walls."""
