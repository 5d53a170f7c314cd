/// A moment on the boot clock (`CLOCK_BOOTTIME`): nanoseconds since boot, suspend included.
package struct Uptime: Hashable, Comparable, Sendable {
  /// Nanoseconds since boot.
  package var nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// A moment so many seconds after boot.
  package static func seconds(_ seconds: Int64) -> Uptime { Uptime(nanoseconds: seconds * 1_000_000_000) }

  /// The furthest moment that a document may tell: 73 years of the boot, so that no sum of times can overflow.
  static let furthest = Uptime(nanoseconds: 1 << 61)

  /// The moment, or the furthest one where that is nearer.
  package var clamped: Uptime {
    Uptime(nanoseconds: min(max(nanoseconds, -Self.furthest.nanoseconds), Self.furthest.nanoseconds))
  }

  package static func < (left: Uptime, right: Uptime) -> Bool { left.nanoseconds < right.nanoseconds }

  package static func + (left: Uptime, right: Span) -> Uptime {
    Uptime(nanoseconds: left.nanoseconds + right.nanoseconds)
  }

  package static func - (left: Uptime, right: Uptime) -> Span {
    Span(nanoseconds: left.nanoseconds - right.nanoseconds)
  }

  /// A length of time in nanoseconds; `Duration` without its 128 bits, which 32-bit machines pay for.
  package struct Span: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Length in nanoseconds.
    package var nanoseconds: Int64

    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    package static func seconds(_ seconds: Int64) -> Span { Span(nanoseconds: seconds * 1_000_000_000) }
    package static func milliseconds(_ milliseconds: Int64) -> Span { Span(nanoseconds: milliseconds * 1_000_000) }
    package static func + (left: Span, right: Span) -> Span { Span(nanoseconds: left.nanoseconds + right.nanoseconds) }
    package static func < (left: Span, right: Span) -> Bool { left.nanoseconds < right.nanoseconds }

    /// Seconds with one decimal below a minute, then minutes, both rounded towards zero: "0.3 s", "12.0 s", "15 min".
    package var description: String {
      let tenths = nanoseconds.magnitude / 100_000_000
      let sign = nanoseconds < 0 && tenths > 0 ? "-" : ""
      return tenths < 600 ? "\(sign)\(tenths / 10).\(tenths % 10) s" : "\(sign)\(tenths / 600) min"
    }
  }
}
