design night "Night \"shift\"" uses ward {
  ward { night: yes  spare: 3 }
  bed one taken { needs: {oxygen, quiet} }
  bed two { next: one  state: ? }
}
