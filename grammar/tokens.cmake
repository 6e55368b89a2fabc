# Makes Msd.tokens (the numbers that ANTLR reads) from compiler/parse/tokens.def (the one list of tokens).
# Run as: cmake -DIN=tokens.def -DOUT=Msd.tokens -P tokens.cmake
file(STRINGS "${IN}" lines REGEX "^MSD_(TOKEN|KEYWORD)\\(")
set(number 0)
set(text "")
foreach(line IN LISTS lines)
  math(EXPR number "${number} + 1")
  string(REGEX REPLACE "^MSD_(TOKEN|KEYWORD)\\(([A-Z_]+),.*" "\\2" name "${line}")
  if(line MATCHES "^MSD_KEYWORD")
    set(name "K_${name}")
  endif()
  string(APPEND text "${name}=${number}\n")
endforeach()
file(WRITE "${OUT}" "${text}")
