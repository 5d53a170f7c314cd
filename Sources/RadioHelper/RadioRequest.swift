package import NL80211

/// What a radio's helper is asked for: everything that may block inside the kernel.
package enum RadioRequest: Hashable, Sendable {
  /// Answers `done`.
  case ping
  /// A verb of nl80211.
  case wireless(WirelessVerb)
  /// A verb of rtnetlink.
  case route(RouteVerb)
  /// Writes to an attribute under /sys/bus, /sys/devices or /sys/module, named by its canonical path.
  case writeSysfs(path: String, bytes: [UInt8])
  /// Loads a module with all that it needs; parameters are `name=value`. One that is loaded already is no error.
  case loadModule(name: String, parameters: [String])
  /// Removes exactly these modules in this order; one that is not loaded is no error.
  case unloadModules([String])

  /// Whether a driver may turn this into a command to its firmware.
  package var reachesFirmware: Bool {
    switch self {
    case .ping: false
    case .wireless(let verb): verb.reachesFirmware
    case .route(let verb): verb.reachesFirmware
    case .writeSysfs, .loadModule, .unloadModules: true
    }
  }

  /// What it does, as words that follow "cannot".
  package var operation: String {
    switch self {
    case .ping: "ask the helper for a sign of life"
    case .wireless(let verb): verb.operation
    case .route(let verb): verb.operation
    case .writeSysfs(let path, _): "write to \(path)"
    case .loadModule(let name, _): "load module \(name)"
    case .unloadModules(let names): "unload \(names.joined(separator: ", "))"
    }
  }
}

extension RadioRequest: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    switch try reader.read(UInt8.self) {
    case 0: self = .ping
    case 1: self = .wireless(try reader.read())
    case 2: self = .route(try reader.read())
    case 3: self = .writeSysfs(path: try reader.read(), bytes: try reader.read())
    case 4: self = .loadModule(name: try reader.read(), parameters: try reader.read())
    case 5: self = .unloadModules(try reader.read())
    default: throw .unknownCase
    }
  }

  func write(to bytes: inout [UInt8]) {
    switch self {
    case .ping:
      bytes.append(0)
    case .wireless(let verb):
      bytes.append(1)
      verb.write(to: &bytes)
    case .route(let verb):
      bytes.append(2)
      verb.write(to: &bytes)
    case .writeSysfs(let path, let value):
      bytes.append(3)
      path.write(to: &bytes)
      value.write(to: &bytes)
    case .loadModule(let name, let parameters):
      bytes.append(4)
      name.write(to: &bytes)
      parameters.write(to: &bytes)
    case .unloadModules(let names):
      bytes.append(5)
      names.write(to: &bytes)
    }
  }
}
