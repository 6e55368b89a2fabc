# Static linking: a process of msdc then starts as fast as the system allows, since no shared library is looked up. Where
# a static library is missing, and under sanitizers, everything is linked as usual. See tools/bench/README.md.
set(MSD_STATIC AUTO CACHE STRING "link msdc statically: AUTO (where that is possible), ON or OFF")
set_property(CACHE MSD_STATIC PROPERTY STRINGS AUTO ON OFF)

# The archives of a target and of what it needs; what has none is left out, and missed by the linker if it matters.
function(msd_archives out)
  set(archives "")
  foreach(one IN LISTS ARGN)
    if(TARGET ${one})
      get_target_property(type ${one} TYPE)
      if(type STREQUAL "STATIC_LIBRARY")
        list(APPEND archives "$<TARGET_FILE:${one}>")
      endif()
    else()
      find_library(MSD_ARCHIVE_${one} NAMES "lib${one}.a")
      mark_as_advanced(MSD_ARCHIVE_${one})
      if(MSD_ARCHIVE_${one})
        list(APPEND archives "${MSD_ARCHIVE_${one}}")
      endif()
    endif()
  endforeach()
  set(${out} "${archives}" PARENT_SCOPE)
endfunction()

set(static_sources "${CMAKE_SOURCE_DIR}/tools/static/fmt.cpp" "${CMAKE_SOURCE_DIR}/tools/static/users.cpp")
# Position-independent, so that the addresses of a static program are as random as those of any other.
set(static_options -static-pie)
set(MSD_LINKS_STATICALLY OFF)
if(NOT MSD_STATIC STREQUAL "OFF" AND NOT MSD_SANITIZE AND NOT MSD_FUZZ AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  if(NOT DEFINED MSD_STATIC_WORKS)
    message(STATUS "Looking for static libraries")
    get_target_property(llvm_archive LLVMSupport IMPORTED_LOCATION_NONE)
    if(NOT llvm_archive)
      get_target_property(llvm_archive LLVMSupport LOCATION)
    endif()
    get_filename_component(llvm_folder "${llvm_archive}" DIRECTORY)
    msd_archives(system z zstd tinfo)
    try_compile(MSD_STATIC_WORKS "${CMAKE_BINARY_DIR}/static"
      SOURCES "${CMAKE_SOURCE_DIR}/tools/static/probe.cpp" ${static_sources}
      CMAKE_FLAGS "-DINCLUDE_DIRECTORIES=${LLVM_INCLUDE_DIRS}"
      COMPILE_DEFINITIONS ${LLVM_DEFINITIONS} -fPIE -ffunction-sections -fdata-sections
      LINK_OPTIONS ${static_options} -Wl,--gc-sections
      LINK_LIBRARIES "${llvm_folder}/libLLVMSupport.a" "${llvm_folder}/libLLVMDemangle.a" ${system}
      CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON
      OUTPUT_VARIABLE static_log)
    if(NOT MSD_STATIC_WORKS AND MSD_STATIC STREQUAL "ON")
      message(FATAL_ERROR "no static program can be linked here:\n${static_log}")
    endif()
  endif()
  set(MSD_LINKS_STATICALLY ${MSD_STATIC_WORKS})
endif()
message(STATUS "msdc is linked statically: ${MSD_LINKS_STATICALLY}")

add_library(msd_fmt INTERFACE)
if(MSD_LINKS_STATICALLY)
  add_compile_options(-fPIE)
  add_library(msd_fmt_archive STATIC ${static_sources})
  target_link_libraries(msd_fmt INTERFACE msd_fmt_archive)
  msd_archives(llvm LLVMSupport LLVMDemangle z zstd tinfo)
  set(msd_llvm_libraries ${llvm})
else()
  target_link_libraries(msd_fmt INTERFACE fmt::fmt)
  set(msd_llvm_libraries LLVMSupport)
endif()

# msd_link_program(TARGET): a program that is started often.
function(msd_link_program target)
  if(MSD_LINKS_STATICALLY)
    target_link_options(${target} PRIVATE ${static_options})
  endif()
endfunction()
