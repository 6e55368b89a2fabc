row cup {
  written
}
