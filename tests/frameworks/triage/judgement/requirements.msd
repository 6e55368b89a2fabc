/// Nobody can triage a blank.
require headline_written on report step 1 {
  headline is given
  otherwise error "{name} has no headline" hint "one line: what was done, what happened instead"
  ask "what is wrong in {name}?"
}

/// Every defect has a place.
require place_known on report step 1 {
  found_in is given
  otherwise error "nobody says where {name} goes wrong" hint "say found_in:"
  ask "in which module does {name} go wrong?"
}

/// Anger is no evidence.
require calm_words on report step 1 {
  not (headline uses loud_words)
  otherwise warning "the headline of {name} is loud" hint "say what happened"
}

/// A chain of duplicates hides the original.
require original_is_open on report where not accepted step 1 {
  duplicate_of.duplicate_of is absent
  otherwise error "{name} is a duplicate of {duplicate_of.name}, which is a duplicate itself" hint "point at the original"
}

/// A vendor without a name cannot be called.
require vendor_named on module where steward == vendor step 1 {
  steward_name is given
  otherwise note "the vendor behind {name} has no name" hint "write it after the word: `steward: vendor \"…\"`"
}

/// Whatever is bad was tried once, and not only begun.
require tried_once on report where severity in {S1, S2} step 2 {
  not untried
  otherwise error "{name} is {severity}, but nobody has tried to see it again" hint "add an attempt with its result"
}

/// What is worst is seen by two people.
require second_pair_of_eyes on report where severity == S1 step 2 {
  some attempts where (made_by is given and made_by != filed_by)
  otherwise warning "only the sender has seen {name}" hint "let somebody else try"
}

/// An attempt speaks of the rig it was made on.
require rig_named on attempt where seen step 2 {
  rig != anywhere
  otherwise note "{about.name} was seen again, but nobody says where" hint "write `on lab`, `on staging` or `on field_device`"
}

/// The tables need their facts.
require severity_settled on report where accepted step 3 {
  severity is given
  otherwise error "{name} has no severity" hint "answer what its impact and its urgency still depend on"
  ask "what do the tables still need to judge {name}?"
}

/// Where something shaky rests on the module, a defect spreads.
require nothing_shaky_above on report where severity in {S1, S2} step 3 {
  no found_in.carries where shaky
  otherwise warning "{name} sits below a module that fails too often already" hint "mend both together"
}

/// What is delicate may not rest on what nobody looks after.
require delicate_is_kept on module where delicate step 3 {
  steward != nobody and (every rests_on where steward in {squad, vendor})
  otherwise error "{name} keeps people's data and keys, and rests on what nobody looks after" hint "find a steward"
}

/// Somebody else's grade is not ignored in silence.
require grade_heard on report where outside_grade >= 9 step 3 {
  severity in {S1, S2}
  otherwise note "others grade {name} {outside_grade}, the tables say {severity}" hint "have another look at its symptom"
}

/// A budget of nothing is a wish.
require budget_real on release step 3 {
  error_budget > 0 %
  otherwise warning "the error budget of the {channel} build is zero" hint "say which share of requests may fail"
  ask "which share of requests may fail?"
}

/// A patch of a big download takes its time.
require download_small on release where frozen step 3 {
  download is not given or download < 1.5 GB
  otherwise note "a build of {download} is frozen: a hotfix will take long to arrive"
}

/// Whoever is paged has to exist.
require somebody_on_call on desk step 4 {
  on_call >= 1 or (no report where tags has page_on_call)
  otherwise error "a report pages people, but nobody is on call" hint "fill the rota"
}

/// A hotfix is answered.
require answer_written on report where fix_window == hotfix step 4 {
  answer is given
  otherwise error "{name} is mended at once, but nobody is told" hint "write its answer, or the slots of it"
  ask "what do the people behind {name} hear?"
}

/// An answer promises what its form promises.
require answer_in_form on report where fix_window == hotfix step 4 {
  answer fits
  otherwise error "the answer to {name} is in neither form" hint "follow the {answer_form}"
}
