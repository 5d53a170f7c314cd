import Testing
import WiFiModel
import WiFiReconcile
import WiFiSpec

@Suite struct EvidenceTests {
  func recognised(_ message: String, _ driver: String = "mwifiex_usb") throws -> Signature.Class? {
    SignatureCatalogue.builtIn.recognise(message, driver: try ModuleName(driver))?.kind
  }

  @Test func theDriversLinesAreRecognisedBehindTheirDevicePrefix() throws {
    #expect(try recognised("usb 1-1: mwifiex_cmd_timeout_func: Timeout cmd id = 0xb0, act = 0x1") == .fatal)
    #expect(try recognised("mwifiex_pcie 0000:01:00.0: PREP_CMD: FW is in bad state", "mwifiex_pcie") == .fatal)
    #expect(try recognised("mwifiex_pcie 0000:01:00.0: Firmware wakeup failed", "mwifiex_pcie") == .fatal)
    #expect(try recognised("usb 1-1: == mwifiex firmware dump start ==") == .selfHealing)
  }

  @Test func theNoiseOfACleanUnloadAndOtherDriversLinesAreNot() throws {
    for line in [
      "usb 1-1: mwifiex_usb_disconnect: removing card", "usb 1-1: info: shutdown mwifiex...",
      "usb 1-1: PREP_CMD: card is removed", "usb 1-1: Card is removed: -2", "usb 1-1: WLAN FW is active", "",
      "usb 1-1: cmd_wait_q terminated: -512", "PREP_CMD",
    ] {
      #expect([nil, .benign].contains(try recognised(line)), "\(line)")
    }
    #expect(try recognised("ath10k: PREP_CMD: FW is in bad state", "ath10k_pci") == nil)
  }

  @Test func oneKernelLineIsOneSignalAndNeedsAnUnansweredProbe() throws {
    var suspicion = Suspicion()
    var radio = try #require(try Seen.onAir().radios.first)
    suspicion.fatalLine = Suspicion.Sighting(at: .seconds(10), text: "bad state")
    #expect(suspicion.firmwareFault(in: radio) == nil)
    radio.firmware = .silent
    suspicion.take(.silent, observedAt: .seconds(11))
    #expect(suspicion.firmwareFault(in: radio)?.kind == .firmware)
  }

  @Test func withoutALineTwoProbesInARowMustFail() throws {
    var suspicion = Suspicion()
    var radio = try #require(try Seen.onAir().radios.first)
    radio.firmware = .silent
    suspicion.take(.silent, observedAt: .seconds(1))
    #expect(suspicion.firmwareFault(in: radio) == nil)
    suspicion.take(.answered, observedAt: .seconds(2))
    suspicion.take(.silent, observedAt: .seconds(3))
    #expect(suspicion.firmwareFault(in: radio) == nil)
    suspicion.take(.late, observedAt: .seconds(4))
    suspicion.take(.silent, observedAt: .seconds(5))
    #expect(suspicion.firmwareFault(in: radio)?.kind == .firmware)
  }

  @Test func anAnswerAfterTheLineClearsItAndAnEarlierOneDoesNot() {
    var suspicion = Suspicion()
    suspicion.fatalLine = Suspicion.Sighting(at: .seconds(10), text: "timeout")
    suspicion.take(.answered, observedAt: .seconds(9))
    #expect(suspicion.fatalLine != nil)
    suspicion.take(.answered, observedAt: .seconds(11))
    #expect(suspicion.fatalLine == nil)
  }
}
