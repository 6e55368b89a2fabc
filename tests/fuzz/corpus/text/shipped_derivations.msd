// What follows from the facts without a table.

derive release.frozen = channel == stable and time_left <= 3 d

derive module.delicate = holds has {customer_data, credentials}
derive module.shaky = failing > 2 * release.error_budget
derive module.replaceable = stand_in is given

derive attempt.seen = result == reproduced

derive report.ticket = id
derive report.accepted = duplicate_of is absent

derive report.confirmed = some attempts where seen
derive report.steady = every attempts where rig == lab satisfies result == reproduced
derive report.untried = no attempts where result != aborted
derive report.on_many_rigs = distinct rig of attempts where seen > 1
derive report.sightings = count attempts where seen
derive report.circumstances = distinct (rig, made_by) of attempts where seen
derive report.first_rig = first rig of attempts where seen otherwise anywhere
derive report.exhibit = first attempts where seen otherwise absent

derive report.foundations = found_in.rests_on.rests_on
derive report.allowance where severity is not absent = if severity == S1 then 4 h else release.time_left
