"""What keeps the project sound: the test run, the house rules, the bench. Not installed with the package."""
