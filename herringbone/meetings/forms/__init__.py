"""The forms of meetings and reports. What may be chosen is what the person may see."""
