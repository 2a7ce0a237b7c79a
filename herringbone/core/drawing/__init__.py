"""Small drawings that stand in a line of text: icons, the plumb line of a duty, the line of a clock."""
