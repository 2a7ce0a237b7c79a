"""What people are told (C7): who hears of which event (`tells`), how it reads (`words`), writing it down from the event
stream (`collecting`), and the mail that gathers it (`digests`)."""
