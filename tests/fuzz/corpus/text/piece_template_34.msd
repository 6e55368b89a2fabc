template stay.note for length > 1 d
  "Guest {guest} stays for {reason} until told."
