// Known systems, and the archetypes that they are made of.

/// A rider is matched with one driver, whose position arrives all the time and is looked up by place.
system uber "Uber" { subject_exclusive_child, subject_append_only_child, subject_derived_projection }
