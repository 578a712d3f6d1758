/* Counts the steps by which a process changes a folder, or asks a server, and ends it, or the disk's space, at one.

   Preloaded (LD_PRELOAD), so that it sees what Python, SQLite and tantivy do alike. STEPS_UNDER: the folder.
   STEPS_AT: the number of the step, from 1. STEPS_HOW: `before` kills the process group instead of the step;
   `torn` kills it after the step, of which a write or a send has done half; `term` sends it SIGTERM before the step;
   `full` refuses it, and all after it that need space, with ENOSPC. STEPS_COUNT: a file that is told at the end how many steps there were.
   STEPS_HOLD: the name of a file; the process stops (SIGSTOP) when the first of that name has appeared. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { GO_ON, TEAR, REFUSE };
static atomic_long steps, holds;

static int under(const char *path) {
    const char *folder = getenv("STEPS_UNDER");
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int at_folder(int fd, const char *path) { /* a path that may be relative to an open folder */
    char place[64], folder[PATH_MAX];
    if (path[0] == '/' || fd == AT_FDCWD) return under(path);
    snprintf(place, sizeof place, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(place, folder, sizeof folder - 1);
    folder[length < 0 ? 0 : length] = 0;
    return under(folder);
}

static int end(void) { return kill(0, SIGKILL); }

static int step(int ours, int needs_space) {
    const char *at = getenv("STEPS_AT"), *how = getenv("STEPS_HOW");
    if (!ours) return GO_ON;
    long number = atomic_fetch_add(&steps, 1) + 1, wanted = at ? atol(at) : 0;
    if (!wanted || !how || number < wanted) return GO_ON;
    if (!strcmp(how, "full")) return needs_space ? REFUSE : GO_ON;
    if (number > wanted) return GO_ON;
    if (!strcmp(how, "term")) return raise(SIGTERM), GO_ON;
    if (!strcmp(how, "before")) end();
    return TEAR;
}

__attribute__((destructor)) static void tell(void) {
    const char *count = getenv("STEPS_COUNT");
    FILE *file = count ? fopen(count, "a") : NULL;
    if (file) fprintf(file, "%ld\n", atomic_load(&steps)), fclose(file);
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = dlsym(RTLD_NEXT, #name)
#define DO(type, ours, needs_space, call) \
    int todo = step(ours, needs_space); \
    if (todo == REFUSE) return errno = ENOSPC, -1; \
    type done = call; \
    if (todo == TEAR) end(); \
    return done

#define OPENED \
    va_list more; va_start(more, flags); \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; va_end(more)
#define OPEN(name) int name(const char *path, int flags, ...) { \
    OPENED; REAL(name); DO(int, flags & O_CREAT && under(path), 1, real(path, flags, mode)); }
OPEN(open)
OPEN(open64)
#define OPENAT(name) int name(int fd, const char *path, int flags, ...) { \
    OPENED; REAL(name); DO(int, flags & O_CREAT && at_folder(fd, path), 1, real(fd, path, flags, mode)); }
OPENAT(openat)
OPENAT(openat64)

#define HALF(length) (todo == TEAR && length > 1 ? length / 2 : length)
ssize_t write(int fd, const void *from, size_t length) {
    REAL(write); DO(ssize_t, at_folder(fd, ""), 1, real(fd, from, HALF(length))); }
ssize_t pwrite(int fd, const void *from, size_t length, off_t at) {
    REAL(pwrite); DO(ssize_t, at_folder(fd, ""), 1, real(fd, from, HALF(length), at)); }
ssize_t pwrite64(int fd, const void *from, size_t length, off64_t at) {
    REAL(pwrite64); DO(ssize_t, at_folder(fd, ""), 1, real(fd, from, HALF(length), at)); }
ssize_t send(int fd, const void *from, size_t length, int flags) {
    REAL(send); DO(ssize_t, 1, 0, real(fd, from, HALF(length), flags)); }

int fsync(int fd) { REAL(fsync); DO(int, at_folder(fd, ""), 1, real(fd)); }
int fdatasync(int fd) { REAL(fdatasync); DO(int, at_folder(fd, ""), 1, real(fd)); }
int mkdir(const char *path, mode_t mode) { REAL(mkdir); DO(int, under(path), 1, real(path, mode)); }
int rename(const char *from, const char *to) {
    REAL(rename);
    const char *last = strrchr(to, '/'), *hold = getenv("STEPS_HOLD");
    int held = hold && last && under(to) && !strcmp(last + 1, hold);
    if (held && !atomic_fetch_add(&holds, 1)) { int done = real(from, to); return raise(SIGSTOP), done; }
    DO(int, under(to), 1, real(from, to));
}
int link(const char *from, const char *to) { REAL(link); DO(int, under(to), 1, real(from, to)); }
int unlink(const char *path) { REAL(unlink); DO(int, under(path), 0, real(path)); }
int rmdir(const char *path) { REAL(rmdir); DO(int, under(path), 0, real(path)); }
int unlinkat(int fd, const char *path, int flags) {
    REAL(unlinkat); DO(int, at_folder(fd, path), 0, real(fd, path, flags)); }
int ftruncate(int fd, off_t length) { REAL(ftruncate); DO(int, at_folder(fd, ""), 0, real(fd, length)); }
int ftruncate64(int fd, off64_t length) { REAL(ftruncate64); DO(int, at_folder(fd, ""), 0, real(fd, length)); }
