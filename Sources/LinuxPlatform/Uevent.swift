/// A message of the kernel about a device: `ACTION@DEVPATH`, then `KEY=value`, each ended by NUL.
package struct Uevent: Equatable, Sendable {
  /// A `KEY=value` of a message.
  package struct Field: Equatable, Sendable {
    /// The name, such as SUBSYSTEM.
    package let key: String

    /// The value.
    package let value: String
  }

  /// add, remove, change, move, online, offline, bind, unbind.
  package let action: String

  /// The device, relative to `/sys`, with a leading slash: `/devices/pci0000:00/...`.
  package let devicePath: String

  /// The fields, in their order.
  package let fields: [Field]

  /// SUBSYSTEM, such as `net`, `usb`, `devcoredump`.
  package var subsystem: String? { self["SUBSYSTEM"] }

  /// The value of the first field with this key.
  package subscript(key: String) -> String? {
    fields.first { $0.key == key }?.value
  }

  /// Reads a datagram; nil when it is none of the kernel's, as those that udev sends on.
  package init?(_ bytes: ArraySlice<UInt8>) {
    let lines = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    guard let head = lines.first, let at = head.firstIndex(of: "@") else { return nil }
    action = String(head[..<at])
    devicePath = String(head[head.index(after: at)...])
    // What would lead out of /sys is no device's.
    guard !action.isEmpty, devicePath.hasPrefix("/"), !devicePath.split(separator: "/").contains("..") else {
      return nil
    }
    fields = lines.dropFirst().compactMap { line in
      guard let equals = line.firstIndex(of: "=") else { return nil }
      return Field(key: String(line[..<equals]), value: String(line[line.index(after: equals)...]))
    }
  }
}
