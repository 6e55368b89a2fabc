find_package(fmt REQUIRED)

find_package(LLVM CONFIG QUIET)
if(NOT LLVM_FOUND)
  foreach(version 19 18 17 16 15 14)
    find_package(LLVM ${version} CONFIG QUIET PATHS "/usr/lib/llvm-${version}")
    if(LLVM_FOUND)
      break()
    endif()
  endforeach()
endif()
if(NOT LLVM_FOUND)
  message(FATAL_ERROR "LLVM (14 to 19) is missing: install llvm-dev")
endif()

include(static) # msd_fmt, msd_llvm_libraries, msd_link_program

add_library(msd_llvm INTERFACE)
target_include_directories(msd_llvm SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
target_compile_definitions(msd_llvm INTERFACE ${LLVM_DEFINITIONS})
target_link_libraries(msd_llvm INTERFACE ${msd_llvm_libraries})
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_include_directories(msd_llvm SYSTEM BEFORE INTERFACE "${CMAKE_CURRENT_LIST_DIR}/clang")
endif()

find_package(CLI11 REQUIRED)

find_path(XXHASH_INCLUDE xxhash.h REQUIRED)
add_library(msd_xxhash INTERFACE)
target_include_directories(msd_xxhash SYSTEM INTERFACE ${XXHASH_INCLUDE})


find_path(CADICAL_INCLUDE cadical.hpp REQUIRED)
find_library(CADICAL_LIBRARY cadical REQUIRED)
add_library(msd_cadical INTERFACE)
target_include_directories(msd_cadical SYSTEM INTERFACE ${CADICAL_INCLUDE})
target_link_libraries(msd_cadical INTERFACE ${CADICAL_LIBRARY})
