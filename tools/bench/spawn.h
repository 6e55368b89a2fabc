// One run of a program with its output thrown away: time and memory as the system counts them.
#pragma once

#include <string>
#include <vector>

namespace msd::bench {

struct Cost {
  double wall_ms = 0;  ///< from the start to the end of the process, as the parent sees it
  double cpu_ms = 0;   ///< user and system time
  long peak_kib = 0;   ///< largest resident set
  int status = 0;      ///< exit status; 128 + signal
};

/// Runs a program and waits for it. Stops the caller with a message if it cannot be started.
Cost run(const std::vector<std::string>& command);

double median(std::vector<double> values);
double least(const std::vector<double>& values);

}  // namespace msd::bench
