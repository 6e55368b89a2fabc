test "oxygen first" {
  ward { night: yes  spare: 3 }
  bed one taken { needs: {oxygen, quiet} }
  bed two { next: one  state: ? }
  expect one.turn possible {quiet}
}

