// What `msdc test` prints: failures as they come, then how many passed; as JUnit, a test case for each test.
#pragma once

#include "runtime/report/reporter.h"

namespace msd::driver {

struct TestResult {
  std::string suite;  ///< the entry file or the name of the framework
  std::string name;
  std::string file;
  std::uint32_t line = 0;
  std::vector<report::Finding> findings;  ///< expectations that fail, faults of the test
  bool passed() const;
};

class TestReport {
 public:
  virtual ~TestReport() = default;
  /// Findings about a framework as a whole: it does not compile, or holds no test.
  virtual void findings(const std::string& suite, const std::vector<report::Finding>& findings) = 0;
  virtual void test(const TestResult& result) = 0;
  virtual void finish() = 0;
};

std::unique_ptr<TestReport> make_test_report(const report::ReportOptions& options, report::Output& output);

}  // namespace msd::driver
