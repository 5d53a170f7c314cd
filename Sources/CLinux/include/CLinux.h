// What Linux offers and neither Glibc's module map nor the importer can express: variadic calls, function-like macros,
// and structures that glibc shows only under _GNU_SOURCE. No library header is included here, and no netlink header:
// those belong to the module of their library.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// A non-blocking, close-on-exec eventfd, or -1 with errno.
int clinux_eventfd(void);

/// pidfd_open(2), close-on-exec as the kernel makes it. glibc has the wrapper only since 2.36.
int clinux_pidfd_open(pid_t pid);

/// pidfd_send_signal(2), for the same reason.
int clinux_pidfd_send_signal(int pidfd, int signal);

/// waitid(P_PIDFD, WEXITED). Returns 1 when the child was reaped (code is CLD_*, status its exit status or signal),
/// 0 when it still runs (only with block == 0), -1 with errno. si_status and si_code are macros over a union.
int clinux_reap_pidfd(int pidfd, int block, int *code, int *status);

/// pipe2(2), close-on-exec, its reading end non-blocking: behind _GNU_SOURCE.
int clinux_pipe(int ends[2]);

/// POSIX_SPAWN_SETSID, behind _GNU_SOURCE.
short clinux_spawn_setsid(void);

/// posix_spawn_file_actions_addclosefrom_np, behind _GNU_SOURCE; takes a posix_spawn_file_actions_t.
int clinux_spawn_close_from(void *actions, int lowest);

/// SO_PEERCRED of a connected Unix socket: struct ucred is behind _GNU_SOURCE.
int clinux_peer_credentials(int socket, uid_t *uid, gid_t *gid, pid_t *pid);

/// A non-blocking, close-on-exec socket on the kernel's uevent group, with its receive buffer enlarged where permitted.
int clinux_uevent_open(int receive_buffer);

/// One uevent datagram. Fills in the sender's port (0 is the kernel) and whether the datagram was cut short.
ssize_t clinux_uevent_receive(int socket, void *buffer, size_t size, uint32_t *sender, int *truncated);

/// Receives every job that the runtime would give to its own thread pool. `job` is the bits of a Swift `UnownedJob`.
typedef void (*clinux_job_handler)(void *job);

/// Takes over swift_task_enqueueGlobal_hook. Returns -1 where the program has no Swift concurrency runtime.
/// The hook is a variable holding a swiftcc function pointer, which the importer cannot express.
int clinux_take_global_jobs(clinux_job_handler handler);

/// 1 while the kernel's clock is synchronised (adjtimex(2): not STA_UNSYNC), else 0. Its structure has nameless bit fields.
int clinux_clock_is_synchronised(void);

/// delete_module(2), refusing instead of waiting while the module is in use; glibc has no declaration of it.
int clinux_delete_module(const char *name);

/// PR_SET_DUMPABLE 0: no dump of this process, and none but root looks into it. prctl(2) is variadic.
void clinux_forbid_dumps(void);
