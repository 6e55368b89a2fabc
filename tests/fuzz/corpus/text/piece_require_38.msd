require ward_quiet on ward { not night or spare > 2  otherwise warning "only {spare} beds" }
