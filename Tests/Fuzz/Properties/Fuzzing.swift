import Glibc

/// One input of the fuzzer's: whatever does not hold ends the program, so that the fuzzer keeps the input.
package enum Fuzzing {
  /// Set once, before the fuzzer runs: its callback carries nothing.
  nonisolated(unsafe) package static var target = FuzzTarget.spec

  package static func judge(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let found = target.violations(Array(UnsafeBufferPointer(start: start, count: count)))
    guard !found.isEmpty else { return 0 }
    for text in found { tell("violated: \(text)") }
    abort()
  }

  package static func tell(_ text: String) {
    let line = Array("\(text)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
  }
}
