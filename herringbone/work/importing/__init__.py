"""Jobs from the files of other programs: tables, Trello, Asana, MS Project, GNOME Planner, Primavera."""
