step 1 "Intake" minutes 2 .. 5 "write down what is wrong, where, and for whom"
step 2 "Reproduction" "see it again, or say that nobody could"
step 3 "Judgement" minutes 3 .. 4 "let the tables say how bad it is and when it is mended"
step 4 "Answer" "tell people what they can count on"

/// When the desk may go home.
checklist handover "Ready for handover" {
  described "every report says what is wrong and where" needs headline_written, place_known, calm_words
  tried "whatever is bad has been tried by somebody else" needs tried_once, second_pair_of_eyes
  judged "every report has its severity" needs severity_settled, original_is_open
  answered "every hotfix has an answer in one of the two forms" needs answer_written, answer_in_form
}
