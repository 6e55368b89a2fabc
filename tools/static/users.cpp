// LLVM's library of paths asks for home folders (`~name`), which msdc never does; the functions of the C library for
// that load shared libraries at run time, so a static program cannot have them.
#include <pwd.h>

passwd* getpwnam(const char*) { return nullptr; }
passwd* getpwuid(uid_t) { return nullptr; }
