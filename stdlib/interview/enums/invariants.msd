// Closed sets of step 4.

/// What a violation costs.
enum tier "Tier" {
  /// the business is told something false
  HARD
  /// the user sees something late or ugly
  SOFT
}

/// What an invariant is about.
enum type "Type" { eligibility, uniqueness, ordering, accounting, authorization, freshness }

/// The form that an invariant's sentence takes.
enum invariant_template "Invariant template" {
  eligibility_template, uniqueness_template, ordering_template,
  accounting_template, authorization_template, freshness_template
}
