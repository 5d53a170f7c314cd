import ArgumentParser
import WiFiModel
import WiFiSpec

/// `wifi-ap config`: what all files say together.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the spec that all files make together, and where each value comes from.",
    discussion: "Secrets are not shown. Defaults are not either: 'wifi-ap explain' tells them.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var spec: SpecArguments
  @Option(help: "How to print.") var format = Format.text

  func run() throws {
    let reading = spec.reading(root: common.root)
    guard reading.isValid else {
      SpecArguments.print(reading)
      throw ExitCode(65)
    }
    switch format {
    case .json: Console.out(reading.mergedJSON.text(.pretty))
    case .text: Console.out(reading.merged.rendered)
    }
  }
}
