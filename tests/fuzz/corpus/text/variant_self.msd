variant main 1.0 of main 1.0
