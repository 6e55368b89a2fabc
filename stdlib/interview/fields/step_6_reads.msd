// Step 6, reads: the predicates and the read path.
// Reading: `same_shape_as_source` and `query_crosses_shards` are judged against the source as it is stored, before any read model.

/// Whether the stored source answers the read as it stands.
field path.same_shape_as_source : bool "true" "false"
  derived judged from "read query shape" as external, "source-of-truth schema" as external
  step 6
  ask "can the stored source answer this read without reshaping or precomputing?"
  allow(hidden_assumption) because "both parents that the registry lists are no fields of it"

/// Whether this path's reads outweigh its writes.
field path.read_heavy : bool "true" "false"
  derived judged from context.stated_nfrs_constraints
  step 6
  ask "are there far more reads than writes here?"

/// Whether one read gathers from several scopes or partitions.
field path.query_crosses_shards : bool "true" "false"
  derived judged from "query shape" as external, "partitioning choice" as external
  step 6
  ask "does one read have to ask more than one scope or partition of the source?"
  allow(hidden_assumption) because "both parents that the registry lists are no fields of it"

/// Whether the read asks what is near, within or around a place.
field path.query_is_geospatial : bool "true" "false"
  derived judged from requirement
  step 6
  ask "does the read search by place: near, within, around?"

/// Whether this read may lag.
field path.staleness_allowed : bool "true" "false"
  derived from context.bounded_staleness_allowed
  step 6

/// Whether a read that is hot and joins much would fit one row once it is precomputed.
/// Reading: rule 6 of the read table speaks of it, so it is a judged fact of the path.
field path.join_heavy_hot_read "Join-heavy hot read" : bool "true" "false"
  derived judged from requirement
  default no
  step 6

/// How the read is served.
field path.read_path "Read path" : read_path
  classified from "read predicates above" as (same_shape_as_source, read_heavy, query_crosses_shards, query_is_geospatial,
    staleness_allowed), join_heavy_hot_read
  step 6
  allow(undeclared_read) because "only reads have a read path, and the registry does not list the priority class"
