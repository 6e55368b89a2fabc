# The generated file deserializes its automaton when the program starts, even if nothing is parsed. The definition of that
# static object is taken out; `ready()` (a member that the grammar declares) makes one on first use instead.
file(READ "${FILE}" text)
string(REGEX REPLACE "\n${CLASS}::Initializer ${CLASS}::_init;" "\n" lazy "${text}")
if(lazy STREQUAL text)
  message(FATAL_ERROR "${CLASS}: the static initializer was not found; this ANTLR generates other code")
endif()
file(WRITE "${FILE}" "${lazy}")
