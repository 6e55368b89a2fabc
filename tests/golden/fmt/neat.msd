enum leaf { green, black }
