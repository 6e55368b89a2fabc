/// Nothing is designed before it is known how much it matters.
require priority_given on path step 2 {
  priority_class is given
  otherwise error "{name} has no priority class" hint "ask whether a wrong run of it makes the business believe something false"
  ask "how much does {name} matter?"
}

/// Critical writes come before everything else.
require priority_order on path where priority_class in {C2, R1, R2, N1} step 2 {
  some path where priority_class == C1
  otherwise warning "{name} is worked on, but no write is critical" hint "look for the write whose fault would falsify the truth, and start there"
}

/// Supporting writes and optional reads are left out unless somebody asks.
require optional_when_asked on path where priority_class in {C2, R2} step 2 {
  asked_for
  otherwise note "{name} is no part of the baseline" hint "leave it out, or say asked_for: yes"
}
