design monday "Monday's claims" uses refunds {
  claim lamp   { days: 20  broken: no  }
  claim kettle { days: 40  broken: yes }
}
