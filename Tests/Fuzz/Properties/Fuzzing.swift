import Glibc

/// One input of the fuzzer's: whatever does not hold ends the program, so that the fuzzer keeps the input.
package enum Fuzzing {
  package static func judge(
    _ start: UnsafePointer<UInt8>?, _ count: Int, _ violations: ([UInt8]) -> [String]
  ) -> Int32 {
    let found = violations(Array(UnsafeBufferPointer(start: start, count: count)))
    guard !found.isEmpty else { return 0 }
    for text in found {
      let line = Array("violated: \(text)\n".utf8)
      _ = write(STDERR_FILENO, line, line.count)
    }
    abort()
  }
}
