/// What the agent made on this boot, so that it can tell its own things from those of others. Kept under /run.
package struct Ledger: Hashable, Sendable {
  /// Interfaces that the agent uses. An index of nil is an intention: the step was begun.
  package var interfaces: [OwnedInterface]
  package var addresses: [OwnedAddress]
  package var hostapds: [OwnedHostapd]
  /// The radios of which hostapd's files were written, in order.
  package var files: [RadioID]
  package var chronicle: Chronicle
  /// What NetworkManager has read of what keeps it off the access points' interfaces.
  package var exemption: ReadExemption?
  /// Radios that were seen free of a soft block in this boot, in order: one that comes later is somebody's wish.
  package var unblocked: [RadioID]

  package init(
    interfaces: [OwnedInterface] = [], addresses: [OwnedAddress] = [], hostapds: [OwnedHostapd] = [],
    files: [RadioID] = [], chronicle: Chronicle = Chronicle(), exemption: ReadExemption? = nil,
    unblocked: [RadioID] = []
  ) {
    self.interfaces = interfaces
    self.addresses = addresses
    self.hostapds = hostapds
    self.files = files
    self.chronicle = chronicle
    self.exemption = exemption
    self.unblocked = unblocked
  }

  /// An interface that the agent uses.
  package struct OwnedInterface: Hashable, Sendable {
    package var name: InterfaceName
    package var radio: RadioID
    package var index: UInt32?
    package var origin: Origin
    /// The address that it had before the agent gave it a chosen one; nil while it has its own.
    package var ownAddress: HardwareAddress?

    package init(
      name: InterfaceName, radio: RadioID, index: UInt32?, origin: Origin = .agent, ownAddress: HardwareAddress? = nil
    ) {
      self.name = name
      self.radio = radio
      self.index = index
      self.origin = origin
      self.ownAddress = ownAddress
    }

    /// Who made an interface, and so who takes it away.
    package enum Origin: String, Hashable, Sendable, CaseIterable {
      case agent
      /// Our hostapd, for a further access point; it goes with hostapd.
      case hostapd
      /// Somebody else, who lends it (`adopt: true`); it is never removed.
      case adopted
      /// The agent, and then somebody gave it this name: it is left alone.
      case renamed
    }
  }

  /// What a NetworkManager has read.
  package struct ReadExemption: Hashable, Sendable {
    /// nil: none ran while the file stood there so.
    package var process: ProcessIdentity?
    /// The file's text; nil: there was none.
    package var text: String?

    package init(process: ProcessIdentity?, text: String?) {
      self.process = process
      self.text = text
    }
  }

  /// An address that the agent added.
  package struct OwnedAddress: Hashable, Sendable {
    package var address: InterfaceAddress
    package var interface: InterfaceName

    package init(address: InterfaceAddress, interface: InterfaceName) {
      self.address = address
      self.interface = interface
    }
  }

  /// The circumstances under which hostapd was started.
  package struct OwnedHostapd: Hashable, Sendable {
    package var radio: RadioID
    /// The index of the interface then.
    package var interfaceIndex: UInt32
    /// What was written since, and it has not read yet.
    package var unread: Set<Unread>
    /// The process, once it was seen. nil: the start was begun.
    package var process: ProcessIdentity?

    package init(
      radio: RadioID, interfaceIndex: UInt32, unread: Set<Unread> = [], process: ProcessIdentity? = nil
    ) {
      self.radio = radio
      self.interfaceIndex = interfaceIndex
      self.unread = unread
      self.process = process
    }
  }

  /// A file that a running hostapd has not read.
  package enum Unread: Hashable, Sendable {
    case configuration
    case file(HostapdFile.Identity)
  }
}
