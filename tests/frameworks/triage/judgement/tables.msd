/// What people feel comes first, where it hurts comes second.
classify report.impact where accepted {
  leak      when symptom == wrong_data and found_in.holds has customer_data  => harmful
  standing  when symptom in {crash, hang} and not has_detour                 => blocking
  limping   when symptom in {crash, hang, wrong_data}                        => degrading
  waiting   when symptom == sluggish and delay >= 2.5 * found_in.usual_delay => degrading
  planning  when symptom == wish                                             => reject "a wish is no defect: send it to the planners"
  otherwise nuisance
}

// Exactly one of the three fits any report.
classify report.urgency unique {
  flood     when people_hit >= 50 % or (people_hit >= 5 % and release.traffic >= 1 k/s) => now
  stream    when people_hit >= 5 % and people_hit < 50 % and release.traffic < 1000 /s  => soon
  otherwise later
}

classify report.severity where accepted {
  alarm     when impact == harmful or (impact == blocking and urgency == now)     => S1
  grave     when impact == blocking or (impact == degrading and urgency != later) => S2
  rumour    when not confirmed                                                    => S4
  plain     when impact == degrading                                              => S3
  otherwise S4
}

/// A frozen build takes hotfixes only.
classify report.fix_window where severity is not absent {
  at_once   when severity == S1                        => hotfix
  in_time   when severity == S2 and not release.frozen => this_release
  too_late  when severity in {S2, S3}                  => following_release
  otherwise backlog
}

classify report.answer_form where accepted {
  good_news when fix_window in {hotfix, this_release} => fix_form
  otherwise wait_form
}

/// One tag may call for another.
attach report.tags from chosen_tags {
  keep_quiet when found_in.holds has customer_data => privacy
  unsteady   when confirmed and not steady         => intermittent
  wide       when on_many_rigs                     => all_rigs
  worst      when severity == S1                   => page_on_call, postmortem
  aftermath  when tags has {postmortem, privacy}   => public_notice
}
