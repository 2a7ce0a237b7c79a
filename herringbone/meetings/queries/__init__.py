"""What is read about meetings and contact reports. Each module says at its head what it answers."""
