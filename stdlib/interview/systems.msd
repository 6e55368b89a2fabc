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
system dropbox "Dropbox" { versioned_namespace_immutable_content_units }
system bitly "Bitly" { subject_derived_projection, subject_append_only_child }
system payment_system "Payment system" { critical_transactional_process }
system metrics_monitoring "Metrics monitoring" { subject_append_only_child, subject_aggregate_projection }
system distributed_cache "Distributed cache" { key_scoped_mutable_state }
system tagging_system "Tagging system" { subject_relationship_edge, subject_derived_projection }
system real_time_messaging "Real-time messaging" { messaging_log_consumer_progress }
system message_queue_pub_sub "Message queue / pub-sub" { messaging_log_consumer_progress }
system load_balancer "Load balancer" { control_plane_data_plane }
system serverless_compute_service "Serverless compute service" {
  control_plane_data_plane, future_constraint_claimable_run
}
system mobile_os_update_rollout "Mobile OS update rollout" {
  control_plane_data_plane, versioned_namespace_immutable_content_units
}
system workspace_assignment "Workspace assignment" { optimization_matching_decision }
system shared_route_compatibility "Shared-route compatibility" { optimization_matching_decision }
system stock_trading "Stock trading" { market_order_book_process, critical_transactional_process }
system ec2_spot_bidding "EC2 spot bidding" { market_order_book_process, time_bounded_exclusive_allocation }
system restaurant_booking "Restaurant booking" { time_bounded_exclusive_allocation }
system hotel_booking "Hotel booking" { time_bounded_exclusive_allocation }
system calendar_application "Calendar application" {
  time_bounded_exclusive_allocation, future_constraint_claimable_run
}
