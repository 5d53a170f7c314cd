import LinuxPlatform
import Testing

@Suite struct ShortOptionsTests {
  @Test(arguments: [
    (["-i", "uap0", "-c", "/a"], ["uap0"], []),
    (["-iuap0"], ["uap0"], []),
    (["-Bdiuap0", "-i", "uap1", "x"], ["uap0", "uap1"], ["x"]),
    (["-ci", "uap0"], [], ["uap0"]),
    (["--", "-i", "uap0"], [], ["-i", "uap0"]),
    (["-i"], [], []),
    (["-", "-B"], [], ["-"]),
  ])
  func `Values are found as getopt finds them`(_ arguments: [String], _ values: [String], _ operands: [String]) {
    let options = ShortOptions(arguments, withValue: ["i", "c"])
    #expect(options.values(of: "i") == values)
    #expect(options.operands == operands)
  }
}
