// Each type has its own form; exactly one rule fits.
classify invariant.invariant_template {
  eligible   when type == eligibility   => eligibility_template
  unique_key when type == uniqueness    => uniqueness_template
  ordered    when type == ordering      => ordering_template
  accounted  when type == accounting    => accounting_template
  allowed    when type == authorization => authorization_template
  otherwise freshness_template
}

derive invariant.protects = tier == HARD or type == uniqueness
