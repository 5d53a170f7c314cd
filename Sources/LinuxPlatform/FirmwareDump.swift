/// The memory of crashed firmware that a driver put up for reading (devcoredump). The kernel holds it for five minutes,
/// or until something is written to its `data`; before that a card gets no further one.
package struct FirmwareDump: Hashable, Sendable {
  /// Its folder relative to `/sys`.
  package let folder: String
  /// The folder of the device that it is of, relative to `/sys`.
  package let device: String

  /// The file that holds it, relative to `/sys`.
  package var data: String { folder + "/data" }

  /// Nil where there is none in that folder, relative to `/sys`, or it names no device.
  package init?(at folder: String, in sysfs: Sysfs) {
    guard let device = try? sysfs.resolve(folder + "/failing_device") else { return nil }
    self.folder = folder
    self.device = device
  }

  /// Those that the kernel holds now, in the order of their names.
  package static func all(in sysfs: Sysfs) -> [FirmwareDump] {
    ((try? sysfs.entries("class/devcoredump")) ?? []).compactMap {
      FirmwareDump(at: "class/devcoredump/\($0)", in: sysfs)
    }
  }
}
