import Glibc
import LinuxPlatform
import NL80211
package import SystemPackage

/// The blocking side of one radio: a program without a loop that serves one request at a time from a socket.
///
/// It outlives neither its socket nor its request: it ends when the agent's end is closed, but only after the request at
/// work, because aborting a firmware command is one of the ways to wedge firmware.
package struct RadioHelperProgram {
  /// The argument by which the agent's program becomes a helper.
  package static let argument = "--radio-helper"
  /// The descriptor on which the helper finds its socket.
  package static let descriptor = FileDescriptor(rawValue: 3)

  private let socket: SeqpacketSocket
  private var wireless: WirelessSession?
  private var route: RouteSession?

  /// Serves requests until the other end closes.
  ///
  /// - Parameter descriptor: A connected SOCK_SEQPACKET socket, owned from here on.
  /// - Returns: the program's exit code: 0 when the agent closed, 1 when the socket failed.
  package static func run(on descriptor: FileDescriptor = descriptor) -> Int32 {
    // A signal would end a wait inside the kernel early, and with it the driver's firmware command.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, nil)
    var program = RadioHelperProgram(socket: SeqpacketSocket(owning: descriptor))
    return program.serve()
  }

  private init(socket: SeqpacketSocket) { self.socket = socket }

  private mutating func serve() -> Int32 {
    while true {
      do {
        switch try socket.receive() {
        case .closed: return 0
        case .nothing: continue
        case .message(let bytes):
          if try !socket.send(answer(to: bytes).bytes) { return 1 }
        }
      } catch {
        return error.code == .brokenPipe || error.code == .connectionReset ? 0 : 1
      }
    }
  }

  private mutating func answer(to bytes: [UInt8]) -> WireMessage<RadioReply> {
    do {
      let request = try WireMessage<RadioRequest>(bytes)
      return WireMessage(number: request.number, body: reply(to: request.body))
    } catch {
      let failure = RadioFailure.refused(operation: "read a request", reason: "it is of no known form")
      return WireMessage(number: 0, body: .failure(failure))
    }
  }

  private mutating func reply(to request: RadioRequest) -> RadioReply {
    do throws(RadioFailure) {
      switch request {
      case .ping: return .done
      case .wireless(let verb): return try perform(verb)
      case .route(let verb): return try perform(verb)
      case .writeSysfs(let path, let bytes):
        try SysfsWrite(path: path, bytes: bytes).perform(for: request.operation)
      case .loadModule(let name, let parameters):
        try ModuleChange.load(name, parameters: parameters, for: request.operation)
      case .unloadModules(let names):
        try ModuleChange.unload(names, for: request.operation)
      }
      return .done
    } catch {
      return .failure(error)
    }
  }

  private mutating func perform(_ verb: WirelessVerb) throws(RadioFailure) -> RadioReply {
    do throws(NetlinkError) {
      let session = if let wireless { wireless } else { try WirelessSession() }
      // Kept only while it works: after lost answers a socket may still owe the rest of a list.
      wireless = nil
      let reply = try session.reply(to: verb)
      wireless = session
      return reply
    } catch {
      throw .netlink(error)
    }
  }

  private mutating func perform(_ verb: RouteVerb) throws(RadioFailure) -> RadioReply {
    do throws(NetlinkError) {
      let session = if let route { route } else { try RouteSession() }
      route = nil
      let reply = try session.reply(to: verb)
      route = session
      return reply
    } catch {
      throw .netlink(error)
    }
  }
}

extension WirelessSession {
  fileprivate func reply(to verb: WirelessVerb) throws(NetlinkError) -> RadioReply {
    switch verb {
    case .getInterface(let index): return .interface(try interface(index: index))
    case .newInterface(let wiphy, let name, let type):
      return .interface(try newInterface(wiphy: wiphy, name: name, type: type))
    case .deleteInterface(let index): try deleteInterface(index: index)
    case .setInterfaceType(let index, let type): try setInterfaceType(index: index, type: type)
    case .getRegulatory: return .regulatory(try regulatory())
    case .setRegulatory(let alpha2): try setRegulatory(alpha2: alpha2)
    case .getWiphy(let index): return .wiphy(try wiphy(index: index))
    case .getStations(let index): return .stations(try stations(index: index))
    case .limitPower(let wiphy, let millibels): try limitPower(wiphy: wiphy, millibels: millibels)
    }
    return .done
  }
}

extension RouteSession {
  fileprivate func reply(to verb: RouteVerb) throws(NetlinkError) -> RadioReply {
    switch verb {
    case .getLinks: return .links(try links())
    case .getAddresses: return .addresses(try addresses())
    case .addAddress(let index, let address, let prefix):
      try addAddress(index: index, address: address, prefix: prefix)
    case .deleteAddress(let index, let address, let prefix):
      try deleteAddress(index: index, address: address, prefix: prefix)
    case .setLink(let index, let up): try setLink(index: index, up: up)
    case .setHardwareAddress(let index, let address): try setHardwareAddress(index: index, address: address)
    case .deleteLink(let index): try deleteLink(index: index)
    }
    return .done
  }
}
