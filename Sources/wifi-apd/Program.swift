import Glibc
import WiFiDaemon

@main
struct Program {
  static func main() {
    exit(Agent.main(Array(CommandLine.arguments.dropFirst())))
  }
}
