design monday "Monday" uses ward {
  patient cid { pulse: 130  asleep: no  adult: yes }
  patient dan { pulse: 70  asleep: yes  adult: yes }
}
