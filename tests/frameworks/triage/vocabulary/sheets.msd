/// what is open, worst first in the eyes of the desk
sheet board "Board" for report where accepted {
  "Ticket"   = ticket
  "Report"   = "{name}: {headline}"
  "Found in" = [found_in.name, found_in.layer]
  "Severity" = severity
  "Mended"   = fix_window
  "Tags"     = tags
}

/// why the desk thinks that people can help themselves
sheet detours "Ways around" for report where has_detour {
  "Report"     = name
  "Way around" = has_detour
  "Why"        = why has_detour
}

/// who has tried what
sheet evidence "Evidence" for report {
  "Report"   = [id, name]
  "Attempts" = each attempts [id, result, rig]
  "Seen"     = "{sightings} times, under {circumstances} circumstances, first on {first_rig}"
  "Show"     = exhibit.id
  "Below"    = each foundations name
}

/// where the defects gather
sheet map "Map" for module {
  "Module"   = [id, name, layer]
  "Steward"  = [steward, steward_name]
  "Stand-in" = [replaceable, stand_in.name]
  "Reports"  = each reports "{id} {severity}"
}

/// the build that the desk works for
sheet build_facts "Release" for fields of release { channel, time_left, traffic, download, error_budget, frozen }

/// what to say when the next desk takes over
sheet shift_talk "Shift talk" prose {
  "We are {on_call} on call and know our way around {known_layers}."
  "The {release.channel} build goes out in {release.time_left}; it is {release.frozen}."
  "Look at {worst} first; {detours} can wait, {count} reports are here."
    with worst = each report where severity in {S1, S2} ["{id}", each attempts "{rig} ({result})" otherwise "untried"] otherwise "nothing"
    with detours = each report where has_detour "{name}" otherwise "nothing"
    with count = count report
  "A brace is written twice, {{ so, where it opens no slot."
}
