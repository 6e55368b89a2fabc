// The kinds of row of a triage, and how a design writes them.

/// The people who triage.
row desk "Triage desk" single

/// The build that a report is about; a design may name more of them.
row release "Release" single named by report.shipped_in

/// A part of the product.
row module "Module" {
  id "M{n}"
  written "module {name} {layer}"
}

/// What somebody sent in.
row report "Defect report" {
  id "R{n}" where accepted
  written "report {name} {headline}"
}

/// One try to see the defect again; counted anew in each report.
row attempt "Reproduction" in report as attempts back about {
  id "A{n}"
  written "attempt {result} on {rig} by {made_by}"
}
