// Cells of a design just begun that a table would reject, since nothing was said yet of the facts it asks for.
#pragma once

#include "compiler/ask/moment.h"

namespace msd::ask {

/// The text with a `?` for the facts that hold by default and that decide about a rejected cell: what nobody has said
/// is then open, and no fault. Of several such facts, those whose answer would go with the roles that the row fills.
/// The text as it is where nothing is rejected, or nothing that holds by default decides. At most one what-if a value
/// of each fact that the cell needs.
std::string unrejected(const Moment& begun);

}  // namespace msd::ask
