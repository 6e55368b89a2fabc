design night "Night" uses ward 1.1 {
  ward { spare: 2  rule_text: "come at once" }
  ward attic { spare: 1 }
  bed one taken { needs: {oxygen, quiet}  usable: yes because "seen"  next: two
    stay smith 3 d { reason: "a fall"  moved_from: {two} }
    stay jones { note: "Guest jones stays for tests until told." length: 30 h }
  }
  bed two ? { of: attic  turn: oxygen  needs: ? }
  bed three closed
  like moving
  like moving { from_bed: one  to_bed: two }
}
