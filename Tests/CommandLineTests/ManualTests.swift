import Foundation
import Testing

/// The manual pages against what the programs say of themselves.
@Suite struct ManualTests {
  static let package = CommandLineTests.folder.deletingLastPathComponent().deletingLastPathComponent()

  static func page(_ name: String) throws -> String {
    try String(contentsOf: package.appending(path: "docs/man/\(name)"), encoding: .utf8)
  }

  /// A command or option as ArgumentParser dumps it.
  struct Help: Decodable {
    var command: Command

    struct Command: Decodable {
      var commandName: String
      var abstract: String?
      var discussion: String?
      var subcommands: [Command]?
      var arguments: [Argument]?

      /// The names of its options, without hyphens.
      var options: [String] {
        let names = arguments?.filter(\.shouldDisplay).flatMap { $0.names ?? [] } ?? []
        return names.filter { $0.kind == "long" }.map(\.name)
      }
    }

    struct Argument: Decodable {
      var kind: String
      var names: [Name]?
      var valueName: String?
      var abstract: String?
      var shouldDisplay: Bool
    }

    struct Name: Decodable {
      var kind: String
      var name: String
    }
  }

  static func answer(_ command: String) throws -> String {
    let transcript = try #require(Transcript(reading: "$ \(command)\n--- exit 0\n"))
    let seen = try transcript.played(in: CommandLineTests.folder)
    try #require(seen.code == 0)
    return seen.output
  }

  static func help() throws -> Help.Command {
    try JSONDecoder().decode(Help.self, from: Data(try answer("wifi-ap --experimental-dump-help").utf8)).command
  }

  static var commands: [Help.Command] {
    get throws { try help().subcommands?.filter { $0.commandName != "help" } ?? [] }
  }

  @Test func `wifi-ap(1) has every command with every option, and no other`() throws {
    let page = try Self.page("wifi-ap.1")
    let items = page.components(separatedBy: ".It Cm ").dropFirst().map { item in
      item.split(separator: "\n").first.map(String.init) ?? ""
    }
    let described = Dictionary(
      items.map { line in (String(line.prefix { $0 != " " }), line) }, uniquingKeysWith: { first, _ in first })
    let commands = try Self.commands
    #expect(Set(described.keys) == Set(commands.map(\.commandName) + ["help"]))
    for command in commands {
      let line = described[command.commandName] ?? ""
      let told = line.components(separatedBy: "Fl Fl ").dropFirst().map { String($0.prefix { $0 != " " }) }
      #expect(Set(told) == Set(command.options).subtracting(["help", "root"]), "\(command.commandName)")
    }
    #expect(page.contains(".It Fl Fl root Ar dir"))
    #expect(page.contains(".It Fl h , Fl Fl help"))
  }

  @Test(arguments: ["wifi-ap.1", "wifi-apd.8"]) func `a page tells each exit code`(_ name: String) throws {
    let page = try Self.page(name)
    let rest = try #require(page.components(separatedBy: ".Sh EXIT STATUS").last)
    let section = try #require(rest.components(separatedBy: ".Sh ").first)
    let told = section.split(separator: "\n").compactMap { $0.hasPrefix(".It ") ? Int($0.dropFirst(4)) : nil }
    #expect(told == told.sorted())
    #expect(try Self.exits(of: name == "wifi-ap.1" ? "wifi-ap" : "WiFiDaemon/Agent.swift").subtracting(told) == [])
    if name == "wifi-ap.1" {
      let discussion = try Self.help().discussion ?? ""
      #expect(discussion.split { !$0.isNumber }.compactMap { Int($0) } == told)
    }
  }

  /// The exit codes that the sources of a program name.
  static func exits(of place: String) throws -> Set<Int> {
    let path = package.appending(path: "Sources/\(place)")
    let isFile = place.hasSuffix(".swift")
    let files = isFile ? [""] : try FileManager.default.contentsOfDirectory(atPath: path.path)
    var codes: Set<Int> = []
    for file in files {
      let text = try String(contentsOf: isFile ? path : path.appending(path: file), encoding: .utf8)
      for mark in isFile ? ["return "] : ["ExitCode(", "code: "] {
        codes.formUnion(text.components(separatedBy: mark).dropFirst().compactMap { Int($0.prefix { $0.isNumber }) })
      }
    }
    return codes
  }

  @Test func `wifi-apd(8) has every option`() throws {
    let page = try Self.page("wifi-apd.8")
    let usage = try Self.answer("wifi-apd --help")
    func words(of text: String, behind mark: String) -> Set<String> {
      Set(text.components(separatedBy: mark).dropFirst().map { String($0.prefix { $0.isLetter }) })
    }
    let options = words(of: usage, behind: "--")
    #expect(options.count > 1)
    #expect(words(of: page, behind: ".It Fl Fl ") == options)
  }

  @Test(arguments: ["wifi-ap.1", "wifi-ap.yaml.5", "wifi-apd.8"])
  func `man reads a page without a warning`(_ name: String) throws {
    let man = "/usr/bin/man"
    try #require(FileManager.default.isExecutableFile(atPath: man), "needs man-db ('make unit' installs it)")
    let process = Process()
    process.executableURL = URL(filePath: man)
    process.arguments = ["--warnings", "-l", Self.package.appending(path: "docs/man/\(name)").path]
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANPAGER": "cat", "MANWIDTH": "100"]
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let warnings = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(warnings == "")
    #expect(text.contains("SEE ALSO"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completions know every command and option`(_ shell: String) throws {
    let script = try Self.answer("wifi-ap --generate-completion-script \(shell)")
    for command in try Self.commands {
      #expect(script.contains(command.commandName))
      for option in command.options { #expect(script.contains(option), "\(command.commandName) --\(option)") }
    }
  }

  @Test func `wifi-ap prints the schema that is published`() throws {
    let published = Self.package.appending(path: "Specs/schema/wifi-ap.schema.json")
    #expect(try Self.answer("wifi-ap schema") == String(contentsOf: published, encoding: .utf8))
  }

  @Test func `every command and option says what it is for`() throws {
    for command in try Self.commands {
      #expect(command.abstract?.hasSuffix(".") == true, "\(command.commandName)")
      for argument in command.arguments ?? [] where argument.shouldDisplay {
        #expect(argument.abstract?.isEmpty == false, "\(command.commandName) \(argument.valueName ?? "")")
      }
    }
  }
}
