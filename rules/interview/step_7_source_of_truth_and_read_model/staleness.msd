// Reading: by the context of the path that serves the concept; by the design's own where no path does.
derive concept.staleness_allowed = if served_by is absent then context.bounded_staleness_allowed else served_by.staleness_allowed
