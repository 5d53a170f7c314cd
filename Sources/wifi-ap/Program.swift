import ArgumentParser
import Glibc
import LinuxPlatform
import RadioHelper
import SystemPackage
import WiFiModel
import WiFiSpec

@main
struct Program {
  static func main() {
    CoreDumps.forbid()
    // Reading commands ask the kernel through a helper too: this very program, started with one argument.
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == RadioHelperProgram.argument { exit(RadioHelperProgram.run()) }
    if arguments.first == LastReboot.argument { exit(LastReboot.run(arguments.dropFirst())) }
    WiFiAP.main()
  }
}

/// The command line: thin over the pipeline.
struct WiFiAP: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wifi-ap",
    abstract: "Keeps Wi-Fi access points as the specs in /etc/wifi-ap.d declare them.",
    discussion: """
      Exit codes: 0 done, 1 failed, 2 changes (plan --detailed-exitcode), 3 not ready (status --exit-code), \
      64 wrong usage, 65 invalid spec, 69 no daemon, 75 not ready in time, 77 no permission.
      """,
    groupedSubcommands: [
      CommandGroup(
        name: "Spec",
        subcommands: [
          Validate.self, Config.self, Explain.self, Schema.self, ImportCommand.self, SimulateCommand.self,
        ]),
      CommandGroup(
        name: "Machine",
        subcommands: [
          PlanCommand.self, Apply.self, StatusCommand.self, HistoryCommand.self, Doctor.self, Snapshot.self,
          SuspendCommand.self, ResumeCommand.self, RecoverCommand.self,
        ]),
    ])
}

/// How a result is printed.
enum Format: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
}

/// How a document is printed that is for programs alone.
enum DocumentFormat: String, ExpressibleByArgument, CaseIterable {
  case json
}

/// The option of every command that looks at files.
struct CommonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Put every path below DIR.", valueName: "dir"))
  var root: String = ""

  /// The signatures that are compiled in, and those of this machine; what is wrong with these is printed.
  var catalogue: SignatureCatalogue {
    let reader = SignatureReader(root: FilePath(root.isEmpty ? "/" : root))
    Console.err(reader.diagnostics.rendered(colour: Console.isColoured(STDERR_FILENO)))
    return reader.catalogue
  }
}
