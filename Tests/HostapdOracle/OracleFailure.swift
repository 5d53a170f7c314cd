/// Why hostapd could not be asked; everything in it is made up for the test, secrets too.
package struct OracleFailure: Error, CustomStringConvertible {
  package var description: String

  package init(_ description: String) { self.description = description }
}
