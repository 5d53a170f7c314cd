package import LinuxPlatform

/// What must hold of any records that are read from the kernel log; zero bytes end them here, which no record holds.
package enum KernelLogProperty {
  /// What does not hold, in words; nothing where all is well.
  package static func violations(_ bytes: [UInt8]) -> [String] {
    var found: [String] = []
    var continuity = KernelLog.Continuity()
    var last: KernelRecord?
    for part in bytes.split(separator: 0, omittingEmptySubsequences: false) {
      // An empty part stands for the kernel's word that it overwrote some.
      if part.isEmpty { continuity.noteOverrun() }
      guard let record = KernelRecord(part) else { continue }
      found += violations(of: record, in: part)
      found += violations(of: continuity.items(with: record), after: last, with: record)
      last = record
    }
    return found
  }

  /// What does not hold of a record that was read from these bytes.
  package static func violations(of record: KernelRecord, in bytes: ArraySlice<UInt8>) -> [String] {
    var found: [String] = []
    let head = bytes.prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: ";") }
    let priority = UInt32(String(decoding: head, as: UTF8.self))
    if record.isFromKernel != (priority.map { $0 < 8 } ?? false) { found.append("a program's record is the kernel's") }
    if record.level > 7 { found.append("a record has level \(record.level)") }
    let continuations = bytes.split(separator: UInt8(ascii: "\n")).dropFirst().filter { $0.first == UInt8(ascii: " ") }
    for (key, value) in [("DEVICE", record.device), ("SUBSYSTEM", record.subsystem)] where value != nil {
      if !continuations.contains(where: { $0.starts(with: " \(key)=".utf8) }) {
        found.append("\(key) comes from another place than a line of its own")
      }
    }
    if KernelRecord(render(record)[...]) != record { found.append("a rendered record is read as another") }
    return found
  }

  /// What does not hold of what a reading brought with a record.
  package static func violations(
    of items: [KernelLog.Item], after last: KernelRecord?, with record: KernelRecord
  ) -> [String] {
    var found: [String] = []
    if items.last != .record(record) { found.append("a record is not told") }
    if items.count > 2 { found.append("one record brings \(items.count) items") }
    guard let last, record.sequence > last.sequence, record.sequence - last.sequence > 1 else { return found }
    if items.first != .lost(record.sequence - last.sequence - 1) { found.append("missing records are not told") }
    return found
  }

  /// As the kernel prints a record (`msg_add_ext_text`, kernel/printk/printk.c).
  private static func render(_ record: KernelRecord) -> [UInt8] {
    func escaped(_ bytes: some Sequence<UInt8>) -> String {
      bytes.map { byte in
        (0x20...0x7e).contains(byte) && byte != UInt8(ascii: "\\")
          ? String(UnicodeScalar(byte)) : "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }.joined()
    }
    var text = "\(record.facility << 3 | UInt32(record.level)),\(record.sequence),\(record.microseconds),-;"
    text += escaped(record.text) + "\n"
    // Of keys, which the kernel chooses itself, nothing is escaped.
    for field in record.fields { text += " \(field.key)=\(escaped(field.value.utf8))\n" }
    return Array(text.utf8)
  }
}
