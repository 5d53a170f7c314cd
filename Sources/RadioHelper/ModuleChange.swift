import Glibc
import LinuxPlatform
import SystemPackage

/// Loading and removing kernel modules; each may block for as long as a driver's start or clean-up does.
enum ModuleChange {
  private static let programs: [FilePath] = ["/sbin/modprobe", "/usr/sbin/modprobe"]
  private static let longestLine = 256

  /// Loads a module with all that it needs.
  static func load(_ name: String, parameters: [String], for operation: String) throws(RadioFailure) {
    try check([name], for: operation)
    for parameter in parameters where !isParameter(parameter) {
      throw .refused(operation: operation, reason: "\"\(parameter)\" is not of the form name=value")
    }
    guard let program = programs.first(where: { $0.withPlatformString { access($0, X_OK) } == 0 }) else {
      throw .refused(operation: operation, reason: "neither /sbin/modprobe nor /usr/sbin/modprobe exists; install kmod")
    }
    do {
      let result = try ChildProcess.runAndWait(Command(program, ["--", name] + parameters))
      guard !result.status.isSuccess else { return }
      let said = lastLine(result.output).map { " (\($0))" } ?? ""
      throw RadioFailure.command(operation: operation, reason: "modprobe ended with \(result.status)\(said)")
    } catch let failure as RadioFailure {
      throw failure
    } catch {
      throw .system(operation: operation, code: (error as? PlatformError)?.code ?? .ioError)
    }
  }

  /// Removes exactly these modules, in this order, and stops at the first that cannot be removed.
  static func unload(_ names: [String], for operation: String) throws(RadioFailure) {
    try check(names, for: operation)
    for name in names {
      do {
        // The kernel knows modules by names with underscores only.
        try KernelModule.remove(String(name.map { $0 == "-" ? "_" : $0 }))
      } catch {
        throw .system(operation: "unload module \(name)", code: error.code)
      }
    }
  }

  private static func check(_ names: [String], for operation: String) throws(RadioFailure) {
    for name in names where !(1...64).contains(name.utf8.count) || !name.utf8.allSatisfy(isNameByte) {
      throw .refused(operation: operation, reason: "a module's name has 1 to 64 letters, digits, - and _")
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }

  private static func isParameter(_ text: String) -> Bool {
    guard text.utf8.count <= 256, let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")), equals > text.startIndex
    else { return false }
    return text.utf8[..<equals].allSatisfy { isNameByte($0) || $0 == UInt8(ascii: ".") }
      && text.utf8[equals...].allSatisfy { (0x21...0x7e).contains($0) }
  }

  private static func lastLine(_ output: [UInt8]) -> String? {
    output.split(separator: UInt8(ascii: "\n")).last.map {
      String(decoding: $0.prefix(longestLine).filter { (0x20...0x7e).contains($0) }, as: UTF8.self)
    }
  }
}
