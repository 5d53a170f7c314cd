package import NL80211

/// What must hold of any bytes that rtnetlink's socket brings. The first byte chooses what is asked for.
package enum RouteProperty {
  /// What does not hold, in words; nothing where all is well.
  package static func violations(_ bytes: [UInt8]) -> [String] {
    guard let first = bytes.first else { return [] }
    let kernel = HostileKernel(bytes.dropFirst())
    let session = RouteSession(carrier: kernel)
    do throws(NetlinkError) {
      switch first % 3 {
      case 0:
        let links = try session.links()
        return violations(of: links, in: answer(of: kernel))
      case 1:
        let addresses = try session.addresses()
        return violations(of: addresses, in: answer(of: kernel))
      default: return eventViolations(bytes.dropFirst())
      }
    } catch {
      return ShownText.violations(error.description, "a failure")
    }
  }

  private static func answer(of kernel: HostileKernel) -> NetlinkFrames.Answer? {
    NetlinkFrames.Answer(kernel.told, sequence: kernel.sequence, port: kernel.port)
  }

  /// What does not hold of a list of links that was read from an answer.
  package static func violations(of links: [Link], in answer: NetlinkFrames.Answer?) -> [String] {
    guard let answer, !answer.isTorn else { return ["half a list of links counts as whole"] }
    var found = links.flatMap { violations(of: $0) }
    let count = answer.messages.count { $0.type == newLink }
    if links.count != count { found.append("of \(count) links \(links.count) are listed") }
    if links.map(\.index) != links.map(\.index).sorted() { found.append("links are out of order") }
    return found
  }

  /// What does not hold of a list of addresses that was read from an answer.
  package static func violations(of addresses: [LinkAddress], in answer: NetlinkFrames.Answer?) -> [String] {
    guard let answer, !answer.isTorn else { return ["half a list of addresses counts as whole"] }
    var found = addresses.flatMap { violations(of: $0) }
    // IFA_ADDRESS and IFA_LOCAL: an interface may have neither in a message of this kind (inet_fill_ifaddr).
    let count = answer.messages.count { message in
      message.type == newAddress && [2, 10].contains(message.payload.first)
        && NetlinkFrames.codes(message.payload.dropFirst(8)).contains { $0 == 1 || $0 == 2 }
    }
    if addresses.count != count { found.append("of \(count) addresses \(addresses.count) are listed") }
    if addresses.map(\.index) != addresses.map(\.index).sorted() { found.append("addresses are out of order") }
    return found
  }

  private static func violations(of link: Link) -> [String] {
    KernelName.violations(link.name)
      + (link.address.map { $0.bytes.count != 6 } ?? false ? ["a link's address is none"] : [])
  }

  private static func violations(of address: LinkAddress) -> [String] {
    let text = "\(address.address)"
    return (address.prefix > address.address.bitWidth ? ["\(text) has a prefix of \(address.prefix) bits"] : [])
      + (text == "?" ? ["an address has no text"] : []) + ShownText.violations(text, "an address")
  }

  private static func eventViolations(_ bytes: ArraySlice<UInt8>) -> [String] {
    var rest = bytes
    var found: [String] = []
    while let datagram = HostileKernel.datagram(&rest) {
      let strict = NetlinkFrames(Array(datagram)[...]).messages
      let read = Array(NetlinkMessages(Array(datagram)[...]))
      if strict.count != read.count { found.append("of \(strict.count) messages \(read.count) are read") }
      for (message, strict) in zip(read, strict) {
        guard let event = LinkEvent(message) else { continue }
        found += violations(of: event, type: strict.type)
      }
    }
    return found
  }

  /// What does not hold of an announcement of that type.
  package static func violations(of event: LinkEvent, type: UInt16) -> [String] {
    let (types, found): ([UInt16], [String]) =
      switch event {
      case .link(let link): ([newLink], violations(of: link))
      case .linkGone(let link): ([newLink + 1], violations(of: link))
      case .address(let address): ([newAddress], violations(of: address))
      case .addressGone(let address): ([newAddress + 1], violations(of: address))
      case .overrun: ([overrun], [])
      }
    return found + (types.contains(type) ? [] : ["a message of type \(type) is taken for another"])
  }

  /// RTM_NEWLINK, RTM_NEWADDR, NLMSG_OVERRUN; what tells of an end has the next number.
  private static let newLink: UInt16 = 16
  private static let newAddress: UInt16 = 20
  private static let overrun: UInt16 = 4
}
