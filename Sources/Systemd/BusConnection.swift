import CLibSystemd
import Glibc
import LinuxPlatform

/// A connection to the service manager on the loop, and the calls under way on it.
final class BusConnection {
  static let manager = "org.freedesktop.systemd1"

  /// A call whose reply has not come. It owns its slot: dropping it makes sd-bus ignore the reply.
  private final class Call {
    let onReply: (Reply) -> Void
    var slot: OpaquePointer?
    unowned let connection: BusConnection
    let number: UInt64

    init(_ number: UInt64, of connection: BusConnection, _ onReply: @escaping (Reply) -> Void) {
      self.number = number
      self.connection = connection
      self.onReply = onReply
    }

    deinit { sd_bus_slot_unref(slot) }
  }

  /// What came back on a call.
  enum Reply {
    /// A reply to read, valid during the handler only.
    case message(OpaquePointer)

    /// An error of the peer, or of the connection: then the name is `org.freedesktop.DBus.Error.NoReply`.
    case error(name: String, message: String)
  }

  private let bus: OpaquePointer
  private var calls: [UInt64: Call] = [:]
  private var nextNumber: UInt64 = 0
  private var signals: [OpaquePointer?] = []

  /// Called when the manager reports the end of a job: its object path and its result.
  var onJobRemoved: (String, String) -> Void = { _, _ in }

  /// Called when the connection ends.
  var onLost: () -> Void = {}

  /// Connects to an address of sd-bus, or to the system bus for nil; connecting goes on in the loop.
  init(to address: String?, on loop: EventLoop) throws(UnitError) {
    var opened: OpaquePointer?
    var result: Int32
    if let address {
      result = sd_bus_new(&opened)
      if result >= 0 { result = sd_bus_set_address(opened, address) }
      if result >= 0 { result = sd_bus_start(opened) }
    } else {
      result = sd_bus_open_system(&opened)
    }
    if result >= 0 { result = loop.attach { sd_bus_attach_event(opened, $0, 0) } }
    guard result >= 0, let bus = opened else {
      sd_bus_unref(opened)
      throw .lost(String(cString: strerror(-result)))
    }
    self.bus = bus
    listen()
  }

  deinit {
    calls = [:]
    for slot in signals { sd_bus_slot_unref(slot) }
    sd_bus_detach_event(bus)
    sd_bus_close(bus)
    sd_bus_unref(bus)
  }

  /// False once the connection has ended.
  var isOpen: Bool { sd_bus_is_open(bus) > 0 }

  /// Sends a method call, and calls the handler once when the reply comes.
  ///
  /// - Returns: a number by which `forget` drops the call; nil where it could not be sent, and no handler is called.
  func call(
    path: String, interface: String, member: String, arguments: [String], _ onReply: @escaping (Reply) -> Void
  ) -> UInt64? {
    var message: OpaquePointer?
    defer { sd_bus_message_unref(message) }
    var result = sd_bus_message_new_method_call(bus, &message, Self.manager, path, interface, member)
    for argument in arguments where result >= 0 {
      result = argument.withCString { sd_bus_message_append_basic(message, CChar(UInt8(ascii: "s")), $0) }
    }
    guard result >= 0 else { return nil }
    let number = nextNumber
    nextNumber += 1
    let call = Call(number, of: self, onReply)
    result = sd_bus_call_async(
      bus, &call.slot, message,
      { message, context, _ in
        guard let message, let context else { return 0 }
        let call = Unmanaged<Call>.fromOpaque(context).takeUnretainedValue()
        call.connection.calls[call.number] = nil
        call.onReply(BusConnection.reply(message))
        return 0
      }, Unmanaged.passUnretained(call).toOpaque(), UInt64.max)
    guard result >= 0 else { return nil }
    calls[number] = call
    return number
  }

  /// Drops a call: its handler will not be called.
  func forget(_ number: UInt64?) {
    if let number { calls[number] = nil }
  }

  private static func reply(_ message: OpaquePointer) -> Reply {
    guard sd_bus_message_is_method_error(message, nil) > 0, let error = sd_bus_message_get_error(message)?.pointee
    else { return .message(message) }
    return .error(
      name: error.name.map { String(cString: $0) } ?? "", message: error.message.map { String(cString: $0) } ?? "")
  }

  /// Reads the next string or object path of a message.
  static func string(_ message: OpaquePointer, _ type: UInt8 = UInt8(ascii: "s")) -> String? {
    var text: UnsafePointer<CChar>?
    guard sd_bus_message_read_basic(message, CChar(type), &text) > 0 else { return nil }
    return text.map { String(cString: $0) }
  }

  /// Reads the next unsigned number of a message.
  static func number(_ message: OpaquePointer) -> UInt32? {
    var number: UInt32 = 0
    return sd_bus_message_read_basic(message, CChar(UInt8(ascii: "u")), &number) > 0 ? number : nil
  }

  /// Asks for the signals of jobs. Nothing waits for the answers: the bus keeps the order of what it is sent.
  private func listen() {
    let context = Unmanaged.passUnretained(self).toOpaque()
    var slot: OpaquePointer?
    sd_bus_match_signal_async(
      bus, &slot, nil, "/org/freedesktop/systemd1", "org.freedesktop.systemd1.Manager", "JobRemoved",
      { message, context, _ in
        guard let message, let context else { return 0 }
        let connection = Unmanaged<BusConnection>.fromOpaque(context).takeUnretainedValue()
        guard BusConnection.number(message) != nil,
          let job = BusConnection.string(message, UInt8(ascii: "o")), BusConnection.string(message) != nil,
          let result = BusConnection.string(message)
        else { return 0 }
        connection.onJobRemoved(job, result)
        return 0
      }, nil, context)
    signals.append(slot)
    slot = nil
    sd_bus_match_signal_async(
      bus, &slot, nil, "/org/freedesktop/DBus/Local", "org.freedesktop.DBus.Local", "Disconnected",
      { _, context, _ in
        context.map { Unmanaged<BusConnection>.fromOpaque($0).takeUnretainedValue().onLost() }
        return 0
      }, nil, context)
    signals.append(slot)
    _ = call(
      path: "/org/freedesktop/systemd1", interface: "org.freedesktop.systemd1.Manager", member: "Subscribe",
      arguments: []
    ) { _ in }
  }
}
