/// The interview framework to the letter of its text: the vocabulary stands in stdlib/interview, the rules in rules/interview.
framework interview 1.0

import "stdlib/interview"
import "rules/interview"
