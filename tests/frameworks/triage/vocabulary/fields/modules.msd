/// Which layer the module belongs to.
field module.layer "Layer" : layer
  given from "map of the product" as external
  step 1

/// Who looks after it, and what they are called: `steward: squad "checkout"`.
field module.steward "Steward" : steward
  given from "map of the product" as external
  with steward_name  default nobody
  step 1

/// What the squad or the vendor is called.
field module.steward_name "Name of the steward" : optional id
  given  step 1

/// The modules that it cannot do without.
field module.rests_on "Rests on" : list of module
  given from "map of the product" as external
  inverse carries  default {}
  step 1

/// What takes its place while it is down.
field module.stand_in "Stand-in" : optional module
  given from "map of the product" as external
  inverse stands_in_for
  step 1

/// What it keeps.
field module.holds "Holds" : set of data_kind
  given from "map of the product" as external  default {}
  step 1

/// How long it usually takes to answer.
field module.usual_delay "Usual delay" : decimal 0 ms .. 1 min
  given from "dashboard" as external  default 200 ms
  step 1

/// The share of its requests that fail.
field module.failing "Failing" : decimal 0 % .. 100 %
  given from "dashboard" as external  default 0 %
  step 1

/// Whether a leak would hand over people and the keys to them.
field module.delicate "Delicate?" : bool
  derived from holds
  step 3

/// Whether it fails more than twice as often as the budget allows.
field module.shaky "Shaky?" : bool
  derived from failing, release.error_budget
  step 3

/// Whether somebody else can take over.
field module.replaceable "Replaceable?" : bool
  derived from stand_in
  step 3
