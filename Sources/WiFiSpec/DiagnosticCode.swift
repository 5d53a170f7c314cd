extension Diagnostic {
  /// What kind of mistake; stable, so that scripts and searches may rely on it. A code that is no longer used (E034) is
  /// never given to another mistake.
  package enum Code: String, Hashable, Sendable, CaseIterable {
    // The bytes and the YAML.
    case invalidUTF8 = "E001"
    case controlCharacter = "E002"
    case tooLarge = "E003"
    case syntax = "E004"
    case anchorOrAlias = "E005"
    case tag = "E006"
    case mergeKey = "E007"
    case severalDocuments = "E008"
    case duplicateKey = "E009"
    case tooDeep = "E010"
    case tooManyNodes = "E011"
    case complexKey = "E012"
    // Keys and values.
    case unknownKey = "E020"
    case wrongType = "E021"
    case missingKey = "E022"
    case noValue = "E023"
    case badValue = "E024"
    case unknownChoice = "E025"
    case badVersion = "E026"
    // What does not fit together.
    case unknownRadio = "E030"
    case badChannel = "E031"
    case stationInterface = "E032"
    case severalCountries = "E033"
    case ambiguousCard = "E035"
    case openWithSecret = "E036"
    case severalSources = "E037"
    case badWidth = "E060"
    case badStandard = "E061"
    case channelsUnused = "E062"
    case badProtection = "E063"
    case keyForSAE = "E064"
    case severalForSAE = "E065"
    case radiusUnused = "E066"
    case bridgeWithAddresses = "E067"
    case allowAndDeny = "E068"
    case optionsDisagree = "E069"
    case weakInBand = "E070"
    case sameAddress = "E071"
    case badBridge = "E072"
    // Options of hostapd.
    case unknownOption = "E040"
    case typedOption = "E041"
    case secretOption = "E042"
    case fileOption = "E043"
    case badOptionValue = "E044"
    case weakCipher = "E045"
    case misplacedOption = "E046"
    // Files and directories.
    case unsafeFile = "E050"
    case unreadableFile = "E051"
    case unusableSecret = "E052"
    case unreadableDirectory = "E053"
    // What a machine cannot do.
    case impossibleHere = "E080"
    // Warnings.
    case ignoredName = "W001"
    case overriddenSecurity = "W002"
    case unsafeFileOffline = "W003"
    case unusableSecretOffline = "W004"
    case lastGood = "W005"
    case nobodyMayJoin = "W006"
    case tkipBeside = "W007"
    case withoutEffect = "W008"
    case moreMistakes = "W009"
    case limitedHere = "W020"

    package var severity: Severity { rawValue.hasPrefix("W") ? .warning : .error }
  }
}
