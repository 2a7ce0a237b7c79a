"""What is read about forms, jobs and tasks."""
