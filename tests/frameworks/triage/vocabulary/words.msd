/// Words that say how angry somebody is, and nothing about the defect.
lexicon loud_words { asap, garbage, unbelievable, "drop everything" }

/// The defect is mended.
template report.answer for answer_form == fix_form
  "Mended in {mended_part} by {remedy}; still to come: {leftover}."

/// The defect waits.
template report.answer for answer_form == wait_form
  "Not mended yet, because {excuse}; until then {leftover}."
