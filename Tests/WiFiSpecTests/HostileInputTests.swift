import LinuxPlatform
import SystemPackage
import Testing
import WiFiModel

@testable import WiFiSpec

/// Bytes that nobody means well with: an answer, never a trap, and no secret in it.
@Suite struct HostileInputTests {
  /// A small generator with a seed, so that a failure can be had again.
  struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var value = state
      value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
      value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
      return value ^ (value >> 31)
    }
  }

  static let whole = SpecTree.radio + SpecTree.accessPoint.replacing("version: 1\n", with: "")

  @Test(arguments: 0..<20) func `any change of a spec is answered`(_ seed: UInt64) {
    var random = Random(state: seed)
    let pieces = [
      "&a", "*a", "!x ", "<<: ", "---\n", "? ", "[", "]", "{", "}", "\"", "'", "|\n", ">\n", "#", ": ", "- ",
      "\t", "\r", "\0", "\u{1b}[31m", "\u{feff}", "\u{85}", "\u{2028}", "%YAML 1.1\n", "null", "passphrase: ",
    ].map { Array($0.utf8) }
    for _ in 0..<150 {
      var bytes = Array(Self.whole.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + 5))
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        default: bytes.removeLast(min(bytes.count, Int.random(in: 0...40, using: &random)))
        }
      }
      let source = SpecSource(name: "spec.yaml", bytes: bytes)
      let compiler = SpecCompiler([source], readSecret: SpecTree.secret)
      #expect(compiler.diagnostics.hasErrors == (compiler.desired == nil))
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).count
      for diagnostic in compiler.diagnostics {
        #expect((diagnostic.range?.line ?? 1) <= lines + 1)
        #expect(!diagnostic.rendered().unicodeScalars.contains { $0.isUnprintable && $0 != "\n" && $0 != "\t" })
      }
    }
  }

  @Test func `a file cut anywhere shows no secret`() {
    let bytes = Array(Self.whole.utf8)
    for count in 0..<bytes.count {
      let compiler = SpecCompiler(
        [SpecSource(name: "spec.yaml", bytes: Array(bytes[..<count]))], readSecret: SpecTree.secret)
      #expect(!compiler.diagnostics.rendered().contains("hunter2"))
    }
  }

  @Test(arguments: ["[", "{", "- ", "? ", "a: ", "\"", "&a ", "!", "#", "\n", " ", "x", "*"])
  func `a file of one thing repeated is answered quickly`(_ piece: String) {
    let bytes = Array(String(repeating: piece, count: YAMLDocument.largest / piece.utf8.count).utf8)
    let clock = ContinuousClock()
    let time = clock.measure {
      let compiler = SpecCompiler([SpecSource(name: "spec.yaml", bytes: bytes)], readSecret: SpecTree.secret)
      #expect(compiler.desired == nil)
    }
    // Generous: unoptimised and on a busy machine. What this catches is time that grows with the square.
    #expect(time < .seconds(5))
  }

  @Test func `too many mistakes are cut short`() {
    let compiler = SpecTree.compile(String(repeating: "a: *b\n", count: 500))
    #expect(compiler.diagnostics.count <= YAMLDocument.mostErrors)
  }

  @Test func `no more mistakes are told than anybody would read`() {
    let text = "version: 1\n" + (0..<500).map { "key\($0): x\n" }.joined()
    let diagnostics = SpecTree.compile(text).diagnostics
    #expect(diagnostics.count == DiagnosticList.most + 1)
    #expect(diagnostics.contains { $0.code == .moreMistakes })
  }

  @Test func `a secret behind more mistakes than are told is masked`() {
    let keys = (0..<150).map { "k\($0): x" }.joined(separator: ", ")
    let servers = (0..<150).map { _ in "{address: x, secret: hunter2}" }.joined(separator: ", ")
    for inner in [keys + ", passphrase: hunter2hunter2", "radius: {authentication: [\(servers)]}, p: hunter2"] {
      let text = "version: 1\naccess-points: {u: {security: {\(inner)}}}\n"
      #expect(!SpecTree.compile(text).diagnostics.rendered().contains("hunter2"))
    }
  }

  @Test func `suggestions count swaps as one edit`() {
    #expect(Suggestion.distance(Array("radio".utf8), Array("raido".utf8)) == 1)
    #expect(Suggestion.nearest(to: "beacon_itn", in: ["beacon_int", "beacon_rate"]) == "beacon_int")
    #expect(Suggestion.nearest(to: "settings", in: ["version", "radios"]) == nil)
  }

  @Test func `colour surrounds the text and changes none of it`() {
    let diagnostics = SpecTree.compile("version: 2\n").diagnostics
    let coloured = diagnostics.rendered(colour: true)
    #expect(coloured.contains("\u{1b}[1;31merror:\u{1b}[0m"))
    var plain = ""
    var inEscape = false
    for scalar in coloured.unicodeScalars {
      if scalar == "\u{1b}" { inEscape = true } else if !inEscape { plain.unicodeScalars.append(scalar) }
      if scalar == "m", inEscape { inEscape = false }
    }
    #expect(plain == diagnostics.rendered())
  }
}
