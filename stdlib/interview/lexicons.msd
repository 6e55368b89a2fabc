/// Words of a user interface: a requirement that uses one speaks of a screen, not of state.
lexicon ui_words {
  click, clicks, clicked, tap, taps, tapped, swipe, swipes, scroll, scrolls, button, page, screen, popup, "pop-up",
  menu, dropdown, form, modal, dialog, tab, icon, widget, banner, checkbox, "check box", toggle
}

/// Words for copies that can never be the truth.
lexicon cache_words { cache, caches, cached, redis, memcached, cdn, "read model", "materialized view" }

/// Words for an answer that there is nothing to answer.
lexicon not_applicable_words { "not applicable", "n/a", "does not apply", none, nothing }

/// Words that only compare-and-set speaks with.
lexicon cas_words { cas, "compare and set", "compare-and-set", "compare and swap", "compare-and-swap" }

/// Words that only a lease speaks with.
lexicon lease_words { lease, leases, leased }

/// Words of the response to a read hotspot: a cache or a projection.
lexicon read_response_words {
  cache, caches, cached, caching, "cache-aside", cdn, edge, project, projection, projections, projected, precompute,
  precomputed, "read model", "read models", view, views, materialize, materialized, denormalized, index, replica,
  replicas
}

/// Words of the response to write throughput: partitions along the correctness scope.
lexicon write_response_words {
  partition, partitions, partitioned, partitioning, shard, shards, sharded, sharding, split, route, routed
}

/// Words of the response to contention: one writer and its queue for each hot key.
lexicon contention_response_words {
  queue, queues, queued, "single writer", "single-writer", "one writer", serialize, serialized, serializes, "in turn",
  mailbox, actor
}

/// Words of the response to fan-out: on read, or hybrid.
lexicon fan_out_response_words { "fan-out", "fan out", hybrid, pull, pulled, "on read", "at read time", "when read" }

/// Words of the response to growing storage: tiers of retention, archives.
lexicon storage_response_words {
  tier, tiers, tiered, tiering, retention, retain, retained, archive, archives, archived, archival, cold, rollup,
  rollups, expire, expired, compact, compaction
}
