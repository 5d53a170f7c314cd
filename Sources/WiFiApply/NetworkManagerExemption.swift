import LinuxPlatform
import SystemPackage
import WiFiModel

/// Keeps NetworkManager off the access points' interfaces, by one file of our own in its folder of this boot. None of
/// its own files is touched.
struct NetworkManagerExemption {
  let paths: Paths

  func write(_ interfaces: [InterfaceName]) throws(StepFailure) {
    let path = FilePath(paths.exemption)
    do {
      try Folder.make(path.removingLastComponent(), mode: 0o755)
      try AtomicFile.write(Array(Exemption.text(for: interfaces).utf8), to: path, mode: 0o644)
    } catch {
      let names = interfaces.map { "interface-name:\($0)" }.joined(separator: ";")
      throw StepFailure(
        .refused,
        "cannot keep NetworkManager off: \(error); write 'unmanaged-devices=\(names)' under [keyfile] in a file below"
          + " /etc/NetworkManager/conf.d, then: nmcli general reload conf")
    }
  }

  func remove() throws(StepFailure) {
    do { try AtomicFile.remove(FilePath(paths.exemption)) } catch { throw StepFailure(.refused, "\(error)") }
  }

  /// Has it read its configuration anew, as `systemctl reload NetworkManager` does: its connections go on.
  func reload(_ process: ProcessIdentity) throws(StepFailure) {
    let proc = ProcFS()
    do throws(PlatformError) {
      let descriptor = try ProcessDescriptor.open(process.pid)
      defer { try? descriptor.close() }
      // Looked at under the descriptor: now the number cannot come to mean another process.
      guard let present = proc.process(process.pid), present.startTime == process.startTime,
        present.program == OtherProgram.Kind.networkManager.rawValue, proc.user(of: process.pid) == 0
      else { throw PlatformError("reload", on: "NetworkManager", .noSuchProcess) }
      try ProcessDescriptor.signal(1, descriptor)
    } catch {
      guard error.code != .noSuchProcess else {
        throw StepFailure(.stale, "NetworkManager (process \(process.pid)) is gone")
      }
      throw StepFailure(
        .refused, "cannot have NetworkManager read its configuration anew: \(error); do it with: nmcli general reload")
    }
  }
}
