import Glibc
import RadioHelper

/// The helper alone, as the tests start it.
@main struct RadioHelperMain {
  static func main() { exit(RadioHelperProgram.run()) }
}
