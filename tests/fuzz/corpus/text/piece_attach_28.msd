attach bed.tags from needs {
  a when turn == oxygen        => oxygen
  b when tags has oxygen       => quiet, window
}
