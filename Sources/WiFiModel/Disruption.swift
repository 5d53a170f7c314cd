/// What a step does to people and machines, in order of growing harm.
package enum Disruption: String, Hashable, Comparable, Sendable, CaseIterable {
  case none
  case someClients = "some-clients"
  case accessPoint = "access-point"
  case radio
  case driver
  case machine

  package static func < (left: Disruption, right: Disruption) -> Bool { left.harm < right.harm }

  private var harm: UInt8 {
    switch self {
    case .none: 0
    case .someClients: 1
    case .accessPoint: 2
    case .radio: 3
    case .driver: 4
    case .machine: 5
    }
  }
}
