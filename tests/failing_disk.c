/* A disk that fails on demand, preloaded into a server: see failing_disk.py.
   Under FAILING_FOLDER, while the named file is in FAILING_SWITCHES:
   full - every write ends with ENOSPC; readonly - every write, and opening for writing, ends with EROFS;
   fsync - syncing ends with EIO; slow - syncing takes 10 ms longer. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int on(const char *fault) {
    char path[4096];
    const char *switches = getenv("FAILING_SWITCHES");
    snprintf(path, sizeof path, "%s/%s", switches ? switches : "", fault);
    return switches && access(path, F_OK) == 0;
}

static int under(const char *path) {
    const char *folder = getenv("FAILING_FOLDER");
    return folder && strncmp(path, folder, strlen(folder)) == 0;
}

static int ours(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return under(path);
}

static int refused(int fd) {
    int kept = errno, fault = 0;
    if (ours(fd)) fault = on("full") ? ENOSPC : on("readonly") ? EROFS : 0;
    errno = fault ? fault : kept;
    return fault;
}

static int unsynced(int fd) {
    int kept = errno;
    if (ours(fd)) {
        if (on("slow")) usleep(10000);
        if (on("fsync")) { errno = EIO; return 1; }
    }
    errno = kept;
    return 0;
}

ssize_t write(int fd, const void *data, size_t size) { return refused(fd) ? -1 : REAL(write)(fd, data, size); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return refused(fd) ? -1 : REAL(pwrite)(fd, data, size, at); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) { return refused(fd) ? -1 : REAL(pwrite64)(fd, data, size, at); }
ssize_t writev(int fd, const struct iovec *parts, int count) { return refused(fd) ? -1 : REAL(writev)(fd, parts, count); }
int ftruncate(int fd, off_t size) { return refused(fd) ? -1 : REAL(ftruncate)(fd, size); }
int ftruncate64(int fd, off64_t size) { return refused(fd) ? -1 : REAL(ftruncate64)(fd, size); }
int fallocate(int fd, int mode, off_t at, off_t size) { return refused(fd) ? -1 : REAL(fallocate)(fd, mode, at, size); }
int fsync(int fd) { return unsynced(fd) ? -1 : REAL(fsync)(fd); }
int fdatasync(int fd) { return unsynced(fd) ? -1 : REAL(fdatasync)(fd); }

static int barred(const char *path, int flags) {
    int wants = (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC));
    if (wants && under(path) && on("readonly")) { errno = EROFS; return 1; }
    return 0;
}

int open(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = va_arg(more, mode_t);
    va_end(more);
    return barred(path, flags) ? -1 : REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = va_arg(more, mode_t);
    va_end(more);
    return barred(path, flags) ? -1 : REAL(open64)(path, flags, mode);
}
