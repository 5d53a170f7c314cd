package import WiFiModel
package import WiFiReconcile

extension Simulation {
  /// One event and the effects that it led to.
  package struct Exchange: Hashable, Sendable {
    package var at: Uptime
    package var event: Event
    package var effects: [Effect]
  }
}
