extension Capabilities {
  var json: JSON {
    [
      "interfaceTypes": .words(interfaceTypes),
      "combinations": .array(combinations.map(\.json)),
      "bands": .array(bands.map(\.json)),
      "ciphers": .array(ciphers.map { .text($0) }),
      "keyManagements": keyManagements.map { .array($0.map { .text($0) }) } ?? nil,
      "maximumClients": .number(maximumClients),
      "features": .words(Feature.allCases.filter(features.contains)),
      "country": .text(country),
    ]
  }

  init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      interfaceTypes: try cursor["interfaceTypes"].words(),
      combinations: try cursor["combinations"].map(Combination.init),
      bands: try cursor["bands"].map(BandCapabilities.init),
      ciphers: try cursor["ciphers"].suites(),
      keyManagements: try cursor["keyManagements"].optional?.suites(),
      maximumClients: try cursor["maximumClients"].optional?.integer(),
      features: Set(try cursor["features"].words()),
      country: try cursor["country"].optional?.noun(CountryCode.init))
  }
}

extension Capabilities.Combination {
  fileprivate var json: JSON {
    [
      "limits": .array(limits.map { ["maximum": .number($0.maximum), "types": .words($0.types)] }),
      "maximum": .number(maximum),
      "channels": .number(channels),
      "radarWidthsMHz": .widths(radarWidths),
    ]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      limits: try cursor["limits"].map { cursor throws(JSONError) in
        Limit(try cursor["maximum"].integer(), try cursor["types"].words())
      },
      maximum: try cursor["maximum"].integer(),
      channels: try cursor["channels"].integer(),
      radarWidths: try cursor["radarWidthsMHz"].widths())
  }
}

extension BandCapabilities {
  fileprivate var json: JSON {
    [
      "band": .string(band.rawValue),
      "widthsMHz": .object(
        Standard.allCases.map { JSON.Member($0.rawValue, widths[$0].map { .widths($0) } ?? nil) }),
      "channels": .array(channels.map(\.json)),
    ]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    var widths: [Standard: [ChannelWidth]] = [:]
    for standard in Standard.allCases {
      widths[standard] = try cursor["widthsMHz"][standard.rawValue].optional?.widths()
    }
    self.init(
      band: try cursor["band"].word(), widths: widths, channels: try cursor["channels"].map(ChannelCapabilities.init))
  }
}

extension ChannelCapabilities {
  fileprivate var json: JSON {
    [
      "frequencyMHz": .number(frequency),
      "limits": .words(Limit.allCases.filter(limits.contains)),
      "maximumPowerMBm": .number(maximumPower),
      "radar": .text(radar?.rawValue),
    ]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      frequency: try cursor["frequencyMHz"].integer(),
      limits: Set(try cursor["limits"].words()),
      maximumPower: try cursor["maximumPowerMBm"].optional?.integer(),
      radar: try cursor["radar"].optional?.word())
  }
}

extension HostapdSoftware {
  var json: JSON {
    ["version": .string(version), "features": .words(Feature.allCases.filter(features.contains))]
  }

  init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(version: try cursor["version"].string(), features: Set(try cursor["features"].words()))
  }
}

extension JSON {
  fileprivate static func words<Word: RawRepresentable<String>>(_ words: [Word]) -> JSON {
    .array(words.map { .string($0.rawValue) })
  }

  fileprivate static func widths(_ widths: [ChannelWidth]) -> JSON { .array(widths.map { .number($0.rawValue) }) }
}

extension JSONCursor {
  fileprivate func words<Word: RawRepresentable<String> & CaseIterable>() throws(JSONError) -> [Word] {
    try map { cursor throws(JSONError) in try cursor.word() }
  }

  fileprivate func suites() throws(JSONError) -> [SuiteSelector] {
    try map { cursor throws(JSONError) in try cursor.noun(SuiteSelector.init) }
  }

  fileprivate func widths() throws(JSONError) -> [ChannelWidth] {
    try map { cursor throws(JSONError) in try cursor.channelWidth() }
  }

  func channelWidth() throws(JSONError) -> ChannelWidth {
    guard let width = ChannelWidth(rawValue: try integer()) else {
      throw failure("the width is none of 20, 40, 80, 160")
    }
    return width
  }
}
