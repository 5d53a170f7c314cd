import Glibc

/// Namespaces of the calling thread's own, for tests that change the kernel's state.
package enum Namespace {
  /// What could not be done.
  package struct Failure: Error {
    /// The call and its errno.
    package let reason: String
  }

  private static let network: Int32 = 0x4000_0000
  private static let mounts: Int32 = 0x0002_0000

  /// Runs a body in a new network namespace, with a sysfs of its own at /sys, and comes back. Root only.
  ///
  /// The body must stay on its thread, hence not suspend. No child process is needed, so that the order in which the
  /// tests of other suites reap theirs does not matter.
  package static func inNew<Value>(_ body: () throws -> Value) throws -> Value {
    let home = try (open("/proc/thread-self/ns/net"), open("/proc/thread-self/ns/mnt"))
    defer {
      close(home.0)
      close(home.1)
    }
    try check("unshare", call("unshare", as: (@convention(c) (Int32) -> Int32).self)(network | mounts))
    let setns = try call("setns", as: (@convention(c) (Int32, Int32) -> Int32).self)
    defer {
      // A thread that stayed behind would disturb the tests that come after.
      precondition(setns(home.0, network) == 0 && setns(home.1, mounts) == 0, "there is no way back")
    }
    let isPrivate = UInt(MS_REC | MS_PRIVATE)
    try check("mount", mount("none", "/", nil, isPrivate, nil))
    try check("mount", mount("sysfs", "/sys", "sysfs", 0, nil))
    return try body()
  }

  private static func open(_ path: String) throws -> Int32 {
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    try check("open \(path)", file)
    return file
  }

  private static func check(_ operation: String, _ result: Int32) throws {
    guard result >= 0 else { throw Failure(reason: "\(operation): errno \(errno)") }
  }

  /// A function that glibc declares only under _GNU_SOURCE.
  private static func call<Function>(_ name: String, as type: Function.Type) throws -> Function {
    guard let symbol = dlsym(nil, name) else { throw Failure(reason: "no \(name)") }
    return unsafeBitCast(symbol, to: type)
  }
}
