#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

int clinux_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int clinux_pidfd_open(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int clinux_pidfd_send_signal(int pidfd, int signal) {
  return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0);
}

int clinux_reap_pidfd(int pidfd, int block, int *code, int *status) {
  siginfo_t info;
  int result;
  memset(&info, 0, sizeof info);
  do {
    result = waitid((idtype_t)P_PIDFD, (id_t)pidfd, &info, WEXITED | (block ? 0 : WNOHANG));
  } while (result == -1 && errno == EINTR);
  if (result == -1) return -1;
  if (info.si_pid == 0) return 0;
  *code = info.si_code;
  *status = info.si_status;
  return 1;
}

int clinux_pipe(int ends[2]) {
  if (pipe2(ends, O_CLOEXEC) == -1) return -1;
  return fcntl(ends[0], F_SETFL, O_NONBLOCK);
}

short clinux_spawn_setsid(void) { return POSIX_SPAWN_SETSID; }

int clinux_spawn_close_from(void *actions, int lowest) {
  return posix_spawn_file_actions_addclosefrom_np(actions, lowest);
}

int clinux_peer_credentials(int socket, uid_t *uid, gid_t *gid, pid_t *pid) {
  struct ucred peer;
  socklen_t size = sizeof peer;
  if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == -1) return -1;
  *uid = peer.uid;
  *gid = peer.gid;
  *pid = peer.pid;
  return 0;
}

int clinux_uevent_open(int receive_buffer) {
  struct sockaddr_nl address = {.nl_family = AF_NETLINK, .nl_groups = 1};
  int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_KOBJECT_UEVENT);
  if (fd == -1) return -1;
  if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &receive_buffer, sizeof receive_buffer) == -1)
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  if (bind(fd, (struct sockaddr *)&address, sizeof address) == -1) {
    int saved = errno;
    close(fd);
    errno = saved;
    return -1;
  }
  return fd;
}

ssize_t clinux_uevent_receive(int socket, void *buffer, size_t size, uint32_t *sender, int *truncated) {
  struct sockaddr_nl address = {0};
  struct iovec vector = {.iov_base = buffer, .iov_len = size};
  struct msghdr message = {
      .msg_name = &address, .msg_namelen = sizeof address, .msg_iov = &vector, .msg_iovlen = 1};
  ssize_t count;
  do {
    count = recvmsg(socket, &message, 0);
  } while (count == -1 && errno == EINTR);
  *sender = address.nl_pid;
  *truncated = (message.msg_flags & MSG_TRUNC) != 0;
  return count;
}

#define SWIFTCC __attribute__((swiftcall))
typedef SWIFTCC void (*enqueue_original)(void *job);
// Weak: a program without Swift concurrency links this file too.
extern SWIFTCC void (*swift_task_enqueueGlobal_hook)(void *job, enqueue_original original) __attribute__((weak));

static clinux_job_handler global_job_handler;

static SWIFTCC void hand_over(void *job, enqueue_original original) {
  (void)original;
  global_job_handler(job);
}

int clinux_take_global_jobs(clinux_job_handler handler) {
  if (&swift_task_enqueueGlobal_hook == NULL) return -1;
  global_job_handler = handler;
  swift_task_enqueueGlobal_hook = hand_over;
  return 0;
}

int clinux_delete_module(const char *name) { return (int)syscall(SYS_delete_module, name, O_NONBLOCK); }

void clinux_forbid_dumps(void) { (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

int clinux_clock_is_synchronised(void) {
  struct timex clock;
  memset(&clock, 0, sizeof clock);
  return adjtimex(&clock) != -1 && !(clock.status & STA_UNSYNC);
}
