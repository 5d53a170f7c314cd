/// What the operator declared: the merged, valid meaning of all spec files.
package struct DesiredState: Hashable, Sendable {
  /// In order of their names.
  package var radios: [Radio]
  /// In order of their names.
  package var accessPoints: [AccessPoint]
  package var settings: Settings

  package init(radios: [Radio] = [], accessPoints: [AccessPoint] = [], settings: Settings = Settings()) {
    self.radios = radios.sorted { $0.id < $1.id }
    self.accessPoints = accessPoints.sorted { $0.name < $1.name }
    self.settings = settings
  }

  /// The radio of that name.
  package func radio(_ id: RadioID) -> Radio? { radios.first { $0.id == id } }

  /// The access points of a radio that shall be on the air, in order of their names.
  package func enabledAccessPoints(on radio: RadioID) -> [AccessPoint] {
    accessPoints.filter { $0.radio == radio && $0.enabled }
  }

  /// What concerns one radio, without the settings.
  package func part(of radio: RadioID) -> DesiredState {
    DesiredState(radios: radios.filter { $0.id == radio }, accessPoints: accessPoints.filter { $0.radio == radio })
  }

  /// This state, with another part for a radio.
  package func replacing(_ radio: RadioID, by part: DesiredState) -> DesiredState {
    DesiredState(
      radios: radios.filter { $0.id != radio } + part.radios,
      accessPoints: accessPoints.filter { $0.radio != radio } + part.accessPoints, settings: settings)
  }

  /// This state, with what only the other declares: for when not all declarations could be read. Settings that say
  /// nothing may stand in what was not read.
  package func keeping(_ other: DesiredState) -> DesiredState {
    DesiredState(
      radios: radios + other.radios.filter { radio($0.id) == nil },
      accessPoints: accessPoints
        + other.accessPoints.filter { mine in !accessPoints.contains { $0.name == mine.name } },
      settings: settings == Settings() ? other.settings : settings)
  }
}
