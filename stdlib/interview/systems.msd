// Known systems, and the archetypes that they are mostly made of; the first one named is the dominant one.

system yelp "Yelp / business reviews" { subject_append_only_child, subject_derived_projection }
system facebook_live_comments "Facebook Live comments" { subject_append_only_child, subject_derived_projection }
system instagram "Instagram" { subject_append_only_child, subject_relationship_edge, subject_derived_projection }
system uber "Uber" { subject_exclusive_child, subject_append_only_child, subject_derived_projection }
system robinhood "Robinhood" { critical_transactional_process, subject_aggregate_projection }
system google_docs "Google Docs" { shared_mutable_subject }
system job_scheduler "Job scheduler" { future_constraint_claimable_run }
system web_crawler "Web crawler" { frontier_claimable_run }
system news_aggregator "News aggregator" { frontier_claimable_run, subject_derived_projection }
system bitly "Bitly" { subject_derived_projection, subject_append_only_child }
system payment_system "Payment system" { critical_transactional_process }
system metrics_monitoring "Metrics monitoring" { subject_append_only_child, subject_aggregate_projection }
system tagging_system "Tagging system" { subject_relationship_edge, subject_derived_projection }
