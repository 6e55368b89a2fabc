sheet talk "Talk" prose { "We have {spare} beds and it is {night}." }

