import LinuxPlatform
import RadioHelper
import SystemPackage
import TemporaryMachine
import Testing
import WiFiModel

@testable import WiFiApply

/// Steps that are decided before anything is asked of the kernel.
@Suite struct MachineActuatorTests {
  private static func outcome(of action: Action, _ stage: isolated Stage) async throws -> StepFailure? {
    let actuator = MachineActuator(
      on: stage.loop, paths: stage.paths, helpers: RadioHelperPool(on: stage.loop), onHostapdExit: { _ in })
    let step = Step(action, radio: try RadioID("main"), reason: "a test")
    return await failure { () async throws(StepFailure) in try await actuator.perform(step) }
  }

  @Test func `a step on what is there no more is stale, and says what is gone`() throws {
    try Stage.play { stage in
      let driver = try ModuleName("mwifiex_usb")
      let name = try InterfaceName("uap0")
      let card = BusDevice(bus: "usb", address: "1-1:1.0", path: "pci-0000:00:14.0-usb-0:1:1.0", sysfs: "devices/x")
      let steps: [(Action, String)] = [
        (.unbindDevice(card, driver), "mwifiex_usb has no driver on usb"), (.disablePort(card), "no switch"),
        (.addInterface(name, phy: nil), "no wiphy"), (.setLinkUp(name), "uap0 does not exist"),
        (.removeInterface(name, index: 7), "uap0 does not exist"), (.limitPower(17, phy: nil), "no wiphy"),
        (.setHardwareAddress(try HardwareAddress("02:00:00:00:00:01"), name), "uap0 does not exist"),
      ]
      for (action, reason) in steps {
        let failure = try await Self.outcome(of: action, stage)
        #expect(failure?.kind == .stale, "\(action.name)")
        #expect(failure?.message.contains(reason) == true, "\(action.name): \(failure?.message ?? "no failure")")
      }
    }
  }

  @Test func `an interface that came back under another index is not removed`() throws {
    try Stage.play { stage in
      try stage.machine.file("sys/class/net/uap0/ifindex", "8\n")
      let failure = try await Self.outcome(of: .removeInterface(try InterfaceName("uap0"), index: 7), stage)
      #expect(failure?.kind == .stale)
      #expect(failure?.message.contains("another one") == true)
    }
  }

  @Test func `a configuration that hostapd refuses does not take the place of the one that is served`() throws {
    try Stage.play { stage in
      let good = HostapdConfiguration(options: [HostapdOption("interface", "uap0"), HostapdOption("ssid2", "6162")])
      let bad = HostapdConfiguration(options: good.options + [HostapdOption("beacon_int", "7")])
      #expect(try await Self.outcome(of: .writeConfiguration(good), stage) == nil)
      let failure = try await Self.outcome(of: .writeConfiguration(bad), stage)
      #expect(failure?.kind == .refused)
      #expect(failure?.message.contains("line 3: beacon_int") == true, "\(failure?.message ?? "no failure")")
      #expect(stage.machine.text("run/wifi-ap/hostapd/main.conf") == "interface=uap0\nssid2=6162\n# end\n")
      #expect(stage.machine.names("run/wifi-ap/hostapd") == ["clients", "main.conf"])
    }
  }

  @Test func `files come and go by steps`() throws {
    try Stage.play { stage in
      let folder = "run/wifi-ap/hostapd"
      let configuration = HostapdConfiguration(options: [HostapdOption("interface", "uap0")])
      let secret = try Credential(passphrase: Array("correct horse".utf8))
      #expect(try await Self.outcome(of: .writeConfiguration(configuration), stage) == nil)
      let file = HostapdFile(.passphrases([.init(secret)]), of: try InterfaceName("uap0"))
      #expect(try await Self.outcome(of: .writeFile(file), stage) == nil)
      #expect(stage.machine.names(folder) == ["clients", "main.conf", "uap0.psk"])
      #expect(try await Self.outcome(of: .removeFiles([file.identity], configuration: true), stage) == nil)
      #expect(stage.machine.names(folder) == ["clients"])
    }
  }
}
