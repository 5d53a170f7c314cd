import CLinux
import Glibc

/// What the kernel writes of a process that crashes: all of its memory, secrets with it.
package enum CoreDumps {
  /// Forbids them for this process and, by the limit, for every program that it starts. The kernel hands a dump to a
  /// program behind a pipe whatever the limit is (core(5)), so this process also says that it is not to be dumped.
  package static func forbid() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    clinux_forbid_dumps()
  }
}
