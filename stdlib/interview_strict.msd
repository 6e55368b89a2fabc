/// The interview framework with the defects mended that its text has: fewer judgements, no finding that has to be allowed.
variant interview_strict 1.0 of interview 1.0

import "stdlib/interview_strict"
import "rules/interview_strict"
