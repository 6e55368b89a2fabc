/// A module breaks, and what rests on it breaks with it.
archetype ripple "Ripple" in technical {
  shape "one module is at fault"
  shape "others show it, since they rest on it"

  /// where the fault is
  role origin "Origin" : module {
    usually layer in {storage, middle_layer} because "what many rest on lies deep"
  }
  /// where it shows
  role victim "Victim" : module {
    must some rests_on where module == origin
  }
  /// what people sent in
  role complaint "Complaint" : report {
    must found_in == victim
    must symptom in {wrong_data, crash, hang, sluggish}
    expects tried (some attempts where seen)
      otherwise "nobody has seen {name} again on {victim.name}"
      insert "attempt reproduced on staging"
  }
  /// what says the same
  optional role echo "Echo" : report {
    must duplicate_of == complaint
  }

  example "Storage + Till"
}

/// People see something odd, and nobody can see it twice.
archetype will_o_the_wisp "Will-o'-the-wisp" in human {
  shape "somebody saw it, and it does not come back"
  role sighting "Sighting" : report {
    must no attempts where result == reproduced
    usually symptom in {hang, cosmetic} because "what comes and goes is mostly timing or taste"
  }
  example "a flicker on one screen"
}

/// A week after a big release.
system release_week "The week after a release" { ripple, will_o_the_wisp }

/// Of two triages, the one that wakes fewer people.
prefer fewest count report where (severity == S1) "blockers" step 3
archetype odd "Odd" { optional role a : b { must a in {c usually a.b == c because "d" expects e (some f) otherwise "{a.b} {{" insert "\"x {b}" } shape "s" example role q }
system s { odd, odd }
prefer fewest n "l" step 1
