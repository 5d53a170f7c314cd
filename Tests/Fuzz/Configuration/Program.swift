import CLibFuzzer
import FuzzProperties

/// libFuzzer's arguments, such as a corpus folder and `-max_total_time=60`.
@main enum Program {
  static func main() {
    var count = CommandLine.argc
    var arguments = Optional(CommandLine.unsafeArgv)
    _ = LLVMFuzzerRunDriver(&count, &arguments) { Fuzzing.judge($0, $1, ConfigurationProperty.violations) }
  }
}
