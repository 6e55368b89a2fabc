// Work in several threads.
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace msd::records {

/// Calls `work` for each worker in a thread of its own, for the first one in the thread that asks; returns when all are
/// done. Where the system gives no more threads, the workers that are left are not called: work is what they share,
/// not what is dealt out to them.
template <class Worker, class Work>
void in_threads(const std::vector<std::unique_ptr<Worker>>& workers, const Work& work) {
  std::vector<std::thread> others;
  others.reserve(workers.size());
  try {
    for (std::size_t i = 1; i < workers.size(); ++i) others.emplace_back(std::cref(work), std::ref(*workers[i]));
  } catch (const std::exception&) {
    // The system has no more of them, or no memory for one: those that there are do it all.
  }
  work(*workers.front());
  for (std::thread& other : others) other.join();
}

}  // namespace msd::records
