import Glibc
import LinuxPlatform
import WiFiDaemon

@main
struct Program {
  static func main() {
    CoreDumps.forbid()
    exit(Agent.main(Array(CommandLine.arguments.dropFirst())))
  }
}
