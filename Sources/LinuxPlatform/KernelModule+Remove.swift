import CLinux
import Glibc
import SystemPackage

extension KernelModule {
  /// Removes exactly this module, never those that it used: what `modprobe -r` would also do.
  ///
  /// It may block for as long as the module's own clean-up does. A module that is not loaded is no error.
  ///
  /// - Throws: EAGAIN while it is in use, EBUSY while it is being loaded or removed, EPERM without CAP_SYS_MODULE.
  package static func remove(_ name: String) throws(PlatformError) {
    guard clinux_delete_module(name) != 0 else { return }
    let code = Errno(rawValue: errno)
    guard code != .noSuchFileOrDirectory else { return }
    throw PlatformError("unload module", on: name, code)
  }
}
