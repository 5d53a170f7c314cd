import Glibc

/// A network namespace of the calling thread's own.
enum NetworkNamespace {
  /// Moves the calling thread into a new one; glibc declares `unshare` only under _GNU_SOURCE, so it is looked up.
  static func enterNew() -> Bool {
    guard let symbol = dlsym(nil, "unshare") else { return false }
    let unshare = unsafeBitCast(symbol, to: (@convention(c) (Int32) -> Int32).self)
    return unshare(0x4000_0000) == 0
  }
}
