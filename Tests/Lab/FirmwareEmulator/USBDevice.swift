import Glibc

/// What the chip behind a USB device decides.
protocol USBFunction: AnyObject {
  /// Data on a bulk OUT endpoint; false leaves the transfer uncompleted (the endpoint NAKs).
  func accepts(_ bytes: [UInt8], endpoint: UInt8) -> Bool
  /// The host chose a configuration; 0 is none.
  func configurationChanged(to value: UInt8)
  /// The host took back the last transfer that waited for data: its driver lets go of the device.
  func transfersTakenBack()
  /// The host reads the device descriptor of a configured device: it has reset the bus, or enumerates anew.
  func enumeratedAgain()
}

/// The device side of one USB/IP connection: control requests, transfers waiting for data, data waiting for transfers.
final class USBDevice {
  /// Frames of data that wait for the host before the oldest is lost, as in a chip's memory.
  static let queueLimit = 128

  let socket: Descriptor
  var identity: USBIdentity
  weak var function: (any USBFunction)?
  private(set) var configuration: UInt8 = 0
  private(set) var isBroken = false
  private var input: [UInt8] = []
  private var output: [UInt8] = []
  private var waiting: [USBIPFrame.Submit] = []
  private var queues: [UInt8: [[UInt8]]] = [:]

  init(socket: Descriptor, identity: USBIdentity) {
    self.socket = socket
    self.identity = identity
  }

  var wantsToWrite: Bool { !output.isEmpty }

  /// Takes what the host has sent.
  func receive() throws(EmulatorError) {
    while let bytes = socket.read(limit: 65536) {
      guard !bytes.isEmpty else {
        isBroken = true
        return
      }
      input += bytes
      if bytes.count < 65536 { break }
    }
    var offset = 0
    while let (frame, size) = try USBIPFrame.decode(input, at: offset) {
      offset += size
      handle(frame)
    }
    input.removeFirst(offset)
  }

  /// Sends what the host has room for.
  func flush() {
    var sent = 0
    while sent < output.count {
      let count = send(output[sent...])
      guard count > 0 else {
        if count < 0, errno != EAGAIN { isBroken = true }
        break
      }
      sent += count
    }
    output.removeFirst(sent)
  }

  /// Gives data to an IN endpoint: to a waiting transfer, or to the queue.
  func deliver(_ bytes: [UInt8], endpoint: UInt8) {
    if let index = waiting.firstIndex(where: { $0.isInput && $0.endpoint == endpoint }) {
      output += USBIPFrame.completion(of: waiting.remove(at: index), data: bytes)
      return
    }
    queues[endpoint, default: []].append(bytes)
    if queues[endpoint, default: []].count > Self.queueLimit { queues[endpoint]?.removeFirst() }
  }

  /// Forgets data that no transfer has fetched.
  func clearQueues() {
    queues = [:]
  }

  /// Completes the IN transfers that wait on an endpoint with an error.
  func failInput(endpoint: UInt8, status: Int32) {
    for submit in waiting where submit.isInput && submit.endpoint == endpoint {
      output += USBIPFrame.completion(of: submit, status: status)
    }
    waiting.removeAll { $0.isInput && $0.endpoint == endpoint }
  }

  /// Offers the OUT transfers that were left uncompleted again.
  func resumeOutput() {
    let stuck = waiting.filter { !$0.isInput }
    waiting.removeAll { !$0.isInput }
    for submit in stuck { takeOutput(submit) }
  }

  private func send(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBytes { Glibc.send(socket.raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
  }

  private func handle(_ frame: USBIPFrame) {
    switch frame {
    case .unlink(let sequence, let victim):
      let index = waiting.firstIndex { $0.sequence == victim }
      if let index {
        waiting.remove(at: index)
        if !waiting.contains(where: \.isInput) { function?.transfersTakenBack() }
      }
      output += USBIPFrame.unlinkAnswer(sequence: sequence, wasPending: index != nil)
    case .submit(let submit) where submit.endpoint == 0:
      if let data = control(submit) {
        output += USBIPFrame.completion(of: submit, data: data)
      } else {
        output += USBIPFrame.completion(of: submit, status: USBIPFrame.stalled)
      }
    case .submit(let submit) where submit.isInput:
      if queues[submit.endpoint, default: []].isEmpty {
        waiting.append(submit)
      } else if let bytes = queues[submit.endpoint]?.removeFirst() {
        output += USBIPFrame.completion(of: submit, data: bytes)
      }
    case .submit(let submit):
      takeOutput(submit)
    }
  }

  private func takeOutput(_ submit: USBIPFrame.Submit) {
    // The completion comes first: the answer to a command must not overtake the command's own transfer.
    let place = output.count
    if function?.accepts(submit.data, endpoint: submit.endpoint) ?? true {
      output.insert(contentsOf: USBIPFrame.completion(of: submit), at: place)
    } else {
      waiting.append(submit)
    }
  }

  /// The answer to a control request, or nil for a stall.
  private func control(_ submit: USBIPFrame.Submit) -> [UInt8]? {
    guard let request = submit.setup.u16(at: 0), let value = submit.setup.u16(at: 2) else { return nil }
    switch request {
    case 0x0680:
      return descriptor(kind: UInt8(value >> 8), index: UInt8(value & 0xff))
    case 0x0080, 0x0081, 0x0082:
      return [0, 0]
    case 0x0880:
      return [configuration]
    case 0x0900:
      configuration = UInt8(value & 0xff)
      queues = [:]
      function?.configurationChanged(to: configuration)
      return []
    case 0x0b01, 0x0102, 0x0100, 0x0300:
      return []
    default:
      return nil
    }
  }

  private func descriptor(kind: UInt8, index: UInt8) -> [UInt8]? {
    switch kind {
    case 1:
      if configuration != 0 {
        configuration = 0
        queues = [:]
        function?.enumeratedAgain()
      }
      return identity.deviceDescriptor
    case 2: return index == 0 ? identity.configurationDescriptor : nil
    case 3: return identity.stringDescriptor(index)
    default: return nil
    }
  }
}
