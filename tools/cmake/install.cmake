# cmake --install: the program, its manual page, and its completions, which it prints itself.
include(GNUInstallDirs)
set(completions "${CMAKE_CURRENT_BINARY_DIR}/completions")
set(scripts "")
foreach(shell bash zsh fish)
  add_custom_command(
    OUTPUT "${completions}/msdc.${shell}"
    COMMAND ${CMAKE_COMMAND} -E make_directory "${completions}"
    COMMAND msdc completions ${shell} > "${completions}/msdc.${shell}"
    DEPENDS msdc
    COMMENT "Writing the completions of ${shell}"
    VERBATIM)
  list(APPEND scripts "${completions}/msdc.${shell}")
endforeach()
add_custom_target(msd_completions ALL DEPENDS ${scripts})

install(TARGETS msdc RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(FILES "${CMAKE_SOURCE_DIR}/docs/msdc.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES "${completions}/msdc.bash" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" RENAME msdc)
install(FILES "${completions}/msdc.zsh" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions" RENAME _msdc)
install(FILES "${completions}/msdc.fish" DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
