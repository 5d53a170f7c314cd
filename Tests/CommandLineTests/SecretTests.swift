import Foundation
import Testing

/// A secret of a spec stands in no output of a command that reads specs, however wrong the spec is.
@Suite struct SecretTests {
  /// What stands under `security:` and beside it; each holds the canary in a place of a secret, or where people put it.
  static let mistakes = [
    "security: {mode: wpa2-personal, passphrase: canary-inline}",
    "security: {mode: wpa2-personal, psk: canary-as-a-psk}",
    "security: {mode: wpa3-personal, passphrase: canary-inline}",
    "security: {mode: wpa2-personal, passphrases: {staff: {passphrase: canary-staff}, guest: {passphrase: canary-guest}}}",
    "security: {mode: wpa2-enterprise, radius: {authentication: [{address: 192.0.2.1, secret: canary-radius}]}}",
    "security: {mode: wpa2-enterprise, radius: {authentication: [{address: 192.0.2.1, sekret: canary-radius}]}}",
    "security: {mode: wpa2-enterprise, radius: {authentication: {address: 192.0.2.1, secret: canary-radius}}}",
    "security: {mode: wpa2-personal, passphrse: canary-misspelt}",
    "security: {mode: wpa2-personal, passphrase: canary}",
    "security: {mode: wpa2-personal, passphrase: [canary-in-a-list]}",
    "security: {mode: wpa2-personal, passphrase: {value: canary-in-a-mapping}}",
    "security: {mode: wpa2-personal, passphrase: \"canary-é\"}",
    "security: {mode: wpa2-personal, passphrase: canary-1, passphrase: canary-twice}",
    "security: {mode: wpa2-personal, passphrase: canary-one, psk: canary-other}",
    "security: {mode: wpa2-personal, passphrase: &name canary-anchored}",
    "security: {mode: wpa2-personal, passphrase: !tag canary-tagged}",
    "security: {mode: wpa2-personal, passphrase: \"canary-unterminated}",
    "security: {mode: wpa2-personal, passphrase: canary: with a colon}",
    "security: {mode: open, passphrase: canary-beside-open}",
    "security: {mode: wpa2-personal, passphrase-file: canary-in-the-place-of-a-path, passphrase: canary-inline}",
    "security: canary-alone",
    "security: [canary-alone]",
    "security: {mode: wpa2-personal}\n    passphrase: canary-one-level-up",
    "security: {mode: wpa2-personal, passphrase: canary-inline}\n    hostapd: {wpa_passphrase: canary-as-an-option}",
    "security: {mode: wpa2-personal, passphrase: canary-inline}\n    hostapd: {sae_password: canary-as-an-option}",
    "security:\n      mode: wpa2-personal\n      passphrase: |\n        canary-first\n        canary-second",
  ]

  static let commands = [
    "validate -", "validate - --format json", "config -", "config - --format json",
    "plan - --snapshot bare-machine.json",
    "plan - --snapshot bare-machine.json --format json",
    "simulate - --for 5s", "simulate - --for 5s --format json",
  ]

  @Test(arguments: mistakes) func `no command shows a secret`(_ security: String) throws {
    let spec = """
      version: 1
      radios: {main: {driver: mwifiex_usb, country: FR, band: 2.4GHz, channel: 6}}
      access-points:
        uap0:
          radio: main
          ssid: lobby
          \(security)

      """
    for command in Self.commands {
      let question = "$ wifi-ap \(command)\n--- stdin\n\(spec)--- stdout\n--- stderr\n--- exit 0\n"
      let seen = try #require(Transcript(reading: question)).played(in: CommandLineTests.folder)
      #expect([0, 65].contains(seen.code))
      #expect(!(seen.output + seen.errors).contains("canary"), "\(command): \(seen.output)\(seen.errors)")
    }
  }
}
