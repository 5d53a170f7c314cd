import Hostapd
import WiFiApply
import WiFiModel
import WiFiReconcile

/// What must hold of any desired state: that it can be written for hostapd, and is read back as it was meant.
enum WritingProperty {
  static func violations(_ desired: DesiredState) -> [String] {
    var found: [String] = []
    for accessPoint in desired.accessPoints {
      if desired.radio(accessPoint.radio) == nil { found.append("access point \(accessPoint.name) has no radio") }
      do {
        for file in accessPoint.files(at: nil) { _ = try HostapdFiles.bytes(of: file) }
      } catch {
        found.append("what the spec allows cannot be written: \(error)")
      }
    }
    for radio in desired.radios {
      let accessPoints = desired.enabledAccessPoints(on: radio.id)
      guard !accessPoints.isEmpty else { continue }
      let configuration = HostapdConfiguration(for: accessPoints, on: radio, paths: Paths())
      do {
        let text = ConfigurationText(reading: try HostapdFiles.bytes(of: configuration))
        if text.options.map(\.name) != configuration.options.map(\.name) || !text.malformed.isEmpty {
          found.append("the configuration of radio \(radio.id) is read as another")
        }
        for (option, read) in zip(configuration.options, text.options) {
          if let written = option.text, Array(written.utf8) != read.value {
            found.append("\(option.name) is read with another value")
          }
        }
      } catch {
        found.append("what the spec allows cannot be written: \(error)")
      }
    }
    return found
  }
}
