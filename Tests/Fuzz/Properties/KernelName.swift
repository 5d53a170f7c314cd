/// What the kernel takes for an interface's name (`dev_valid_name`, net/core/dev.c).
enum KernelName {
  static func violations(_ name: String) -> [String] {
    let bytes = name.utf8
    let isValid =
      // A byte that is not UTF-8 is read as a character of three.
      (1...45).contains(bytes.count) && name.unicodeScalars.count <= 15 && name != "." && name != ".."
      && !bytes.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") || $0 == 0x20 || 9...13 ~= $0 }
    return isValid ? [] : ["an interface is called '\(name)'"]
  }
}
