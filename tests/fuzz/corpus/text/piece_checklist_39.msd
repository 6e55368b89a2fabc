checklist done "Done" { seen "all seen" needs beds_known, ward_quiet }
