import CLibFuzzer
import FuzzProperties
import Glibc

/// `fuzz TARGET libfuzzer-arguments...`, such as a corpus folder and `-max_total_time=60`.
@main enum Program {
  /// libFuzzer starts further processes with its own arguments only: they learn their target from here.
  private static let variable = "WIFI_AP_FUZZ_TARGET"

  static func main() {
    var arguments = CommandLine.arguments
    if arguments.count > 1, FuzzTarget(rawValue: arguments[1]) != nil { setenv(variable, arguments.remove(at: 1), 1) }
    guard let word = getenv(variable), let target = FuzzTarget(rawValue: String(cString: word)) else {
      let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: " ")
      Fuzzing.tell("usage: fuzz TARGET libfuzzer-arguments...; a TARGET is one of: \(names)")
      exit(64)
    }
    Fuzzing.target = target
    var count = Int32(arguments.count)
    // libFuzzer keeps the pointers for as long as it runs.
    var words = arguments.map { strdup($0) } + [nil]
    words.withUnsafeMutableBufferPointer { words in
      var start = words.baseAddress
      _ = LLVMFuzzerRunDriver(&count, &start) { Fuzzing.judge($0, $1) }
    }
  }
}
