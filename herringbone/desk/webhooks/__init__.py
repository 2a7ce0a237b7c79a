"""Other programs are told what happens (K3): which kinds there are (`types`), what is sent (`payload`), how it is
signed (`signing`), writing deliveries down from the event stream (`noting`), and sending them (`delivering`)."""
