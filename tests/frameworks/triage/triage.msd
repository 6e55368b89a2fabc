/// Triage of defect reports: how bad each one is, when it is to be mended, and what the people who sent it hear back.
framework triage 1.2

import "vocabulary"
import "judgement"
