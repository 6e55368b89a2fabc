sheet beds "Beds" for bed where usable {
  "Bed" = [id, name, state]
  "Stays" = each stays [guest, length, lies_in.name]
  "Why" = why usable
  "Note" = "{name}: {turn} {risk}"
}
