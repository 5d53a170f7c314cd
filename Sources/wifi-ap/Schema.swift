import ArgumentParser
import WiFiModel
import WiFiSpec

/// `wifi-ap schema`: the language for editors and programs.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema of the spec language.",
    discussion: """
      Editors with a YAML language server check and complete specs by it. Save it, and begin a spec with
        # yaml-language-server: $schema=PATH
      """)

  @Option(help: "How to print.") var format = DocumentFormat.json

  func run() { Console.out(SpecSchema.document.text(.pretty)) }
}
