// swift-tools-version: 6.2
import PackageDescription

// One section a target, in the order in which data flows: nouns, decisions, inputs, effects, the agent; then the adapters.

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "wifi-ap",
  products: [
    .executable(name: "wifi-apd", targets: ["wifi-apd"]),
    .executable(name: "wifi-ap", targets: ["wifi-ap"]),
    .executable(name: "firmware-emulator", targets: ["firmware-emulator"]),
    .executable(name: "wifi-ap-bench", targets: ["wifi-ap-bench"]),
    .executable(name: "wifi-ap-prove", targets: ["wifi-ap-prove"]),
    .executable(name: "hostapd-oracle", targets: ["hostapd-oracle"]),
    .executable(name: "import-corpus", targets: ["import-corpus"]),
    .executable(name: "log-corpus", targets: ["log-corpus"]),
    .library(name: "KeyDerivationProbe", type: .dynamic, targets: ["KeyDerivationProbe"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    // The pipeline.
    .target(name: "WiFiModel", swiftSettings: settings),
    .target(name: "WiFiReconcile", dependencies: ["WiFiModel"], swiftSettings: settings),
    .target(
      name: "WiFiSpec", dependencies: ["WiFiModel", "CLibYAML", "CSignatures", "LinuxPlatform", system],
      swiftSettings: settings),
    .target(
      name: "WiFiObserve",
      dependencies: ["WiFiModel", "LinuxPlatform", "NL80211", "RadioHelper", "Hostapd", system],
      swiftSettings: settings),
    .target(
      name: "WiFiApply",
      dependencies: [
        "WiFiModel", "LinuxPlatform", "NL80211", "RadioHelper", "Hostapd", "Systemd", system,
      ],
      swiftSettings: settings),
    .target(
      name: "WiFiDaemon",
      dependencies: [
        "WiFiModel", "WiFiReconcile", "WiFiSpec", "WiFiObserve", "WiFiApply",
        "LinuxPlatform", "NL80211", "RadioHelper", "Hostapd", "Systemd", system,
      ],
      swiftSettings: settings),
    .target(name: "WiFiSimulation", dependencies: ["WiFiModel", "WiFiReconcile"], swiftSettings: settings),

    // The adapters: they know Linux, and none of the product's nouns.
    .target(name: "LinuxPlatform", dependencies: ["CLinux", "CLibSystemd", system], swiftSettings: settings),
    .target(name: "NL80211", dependencies: ["CLibNL", system], swiftSettings: settings),
    .target(name: "RadioHelper", dependencies: ["LinuxPlatform", "NL80211", system], swiftSettings: settings),
    .target(name: "Hostapd", dependencies: ["LinuxPlatform", system], swiftSettings: settings),
    .target(name: "Systemd", dependencies: ["LinuxPlatform", "CLibSystemd"], swiftSettings: settings),

    // C: system headers and what Swift cannot import from them.
    .target(name: "CLinux"),
    .target(name: "CSignatures"),
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(
      name: "CLibNL", pkgConfig: "libnl-genl-3.0", providers: [.apt(["libnl-3-dev", "libnl-genl-3-dev"])]),
    .systemLibrary(name: "CLibSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),

    // The programs.
    .executableTarget(
      name: "wifi-apd", dependencies: ["WiFiDaemon", "LinuxPlatform"],
      exclude: ["wifi-apd.service", "wifi-ap-hostapd@.service"],
      swiftSettings: settings),
    .executableTarget(
      name: "wifi-ap",
      dependencies: [
        "WiFiModel", "WiFiReconcile", "WiFiSpec", "WiFiDaemon", "WiFiSimulation", "LinuxPlatform", "RadioHelper",
        "Hostapd", argumentParser, system,
      ],
      swiftSettings: settings),

    // The lab's radio: mwifiex firmware in a process.
    .executableTarget(
      name: "firmware-emulator", path: "Tests/Lab/FirmwareEmulator", swiftSettings: settings,
      // In the machine it runs from an initramfs, which then needs no libraries for it.
      linkerSettings: [.unsafeFlags(["-static-executable"], .when(configuration: .release))]),

    .testTarget(
      name: "WiFiReconcileTests",
      dependencies: ["WiFiModel", "WiFiReconcile", "WiFiSimulation", "WiFiSpec", system],
      swiftSettings: settings),
    .testTarget(name: "ArchitectureTests", swiftSettings: settings),
    .testTarget(name: "WiFiModelTests", dependencies: ["WiFiModel", system], swiftSettings: settings),
    .target(name: "LinuxNamespaces", path: "Tests/LinuxNamespaces", swiftSettings: settings),

    // The blocking side of a radio alone, for its tests.
    .executableTarget(
      name: "radio-helper-program", dependencies: ["RadioHelper"], path: "Tests/RadioHelperProgram",
      swiftSettings: settings),

    .testTarget(
      name: "RadioHelperTests",
      dependencies: ["RadioHelper", "NL80211", "LinuxPlatform", "LinuxNamespaces", "radio-helper-program", system],
      swiftSettings: settings),
    .testTarget(
      name: "NL80211Tests", dependencies: ["NL80211", "CLibNL", "LinuxNamespaces", system], swiftSettings: settings),
    .testTarget(
      name: "WiFiSpecTests", dependencies: ["WiFiSpec", "WiFiModel", "LinuxPlatform", "WitnessedDisk", system],
      swiftSettings: settings),
    .testTarget(
      name: "LinuxPlatformTests", dependencies: ["LinuxPlatform", "WitnessedDisk", "idle-probe", system],
      swiftSettings: settings),
    .testTarget(
      name: "SystemdTests", dependencies: ["Systemd", "LinuxPlatform", "CLibSystemd", system],
      swiftSettings: settings),
    // What a test's files ask of the disk.
    .target(name: "WitnessedDisk", dependencies: [system], path: "Tests/WitnessedDisk", swiftSettings: settings),
    // A process for the idle test to watch.
    .executableTarget(
      name: "idle-probe", dependencies: ["LinuxPlatform"], path: "Tests/IdleProbe", swiftSettings: settings),
    // A socket that answers as hostapd would, and notes what it was asked.
    .target(
      name: "ScriptedPeer", dependencies: ["LinuxPlatform", system], path: "Tests/ScriptedPeer", swiftSettings: settings
    ),
    .testTarget(
      name: "HostapdTests", dependencies: ["Hostapd", "LinuxPlatform", "ScriptedPeer", system], swiftSettings: settings),
    // A machine's files in a temporary folder.
    .target(name: "TemporaryMachine", dependencies: [system], path: "Tests/TemporaryMachine", swiftSettings: settings),
    .testTarget(
      name: "WiFiObserveTests",
      dependencies: ["WiFiObserve", "WiFiModel", "NL80211", "LinuxPlatform", "TemporaryMachine", system],
      swiftSettings: settings),
    .testTarget(
      name: "WiFiApplyTests",
      dependencies: [
        "WiFiApply", "WiFiModel", "WiFiReconcile", "Hostapd", "LinuxPlatform", "RadioHelper", "ScriptedPeer",
        "TemporaryMachine", system,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "WiFiDaemonTests",
      dependencies: [
        "WiFiDaemon", "WiFiModel", "LinuxPlatform", "Systemd", "TemporaryMachine", "WitnessedDisk", system,
      ], swiftSettings: settings),
    .testTarget(
      name: "SchemaTests", dependencies: ["WiFiSpec", "WiFiModel", "WiFiSimulation"], exclude: ["judge.py"],
      swiftSettings: settings),
    .testTarget(name: "CommandLineTests", dependencies: ["wifi-ap", "wifi-apd"], swiftSettings: settings),
    // hostapd itself as the judge of what is written for it.
    .target(
      name: "HostapdOracle",
      dependencies: [
        "Hostapd", "LinuxPlatform", "TemporaryMachine", "WiFiApply", "WiFiModel", "WiFiReconcile", "WiFiSimulation",
        system,
      ],
      path: "Tests/HostapdOracle", swiftSettings: settings),
    .target(name: "KeyDerivationProbe", path: "Tests/KeyDerivationProbe"),
    .executableTarget(
      name: "hostapd-oracle", dependencies: ["HostapdOracle", "LinuxPlatform", "WiFiModel", "WiFiSimulation", system],
      path: "Tests/HostapdOracleProgram", swiftSettings: settings),
    .executableTarget(
      name: "import-corpus",
      dependencies: [
        "Hostapd", "HostapdOracle", "LinuxPlatform", "TemporaryMachine", "WiFiModel", "WiFiReconcile", "WiFiSpec",
        system,
      ],
      path: "Tests/ImportCorpus", swiftSettings: settings),
    .executableTarget(
      name: "log-corpus", dependencies: ["LinuxPlatform", "WiFiModel", "WiFiReconcile", "WiFiSpec", system],
      path: "Tests/LogCorpus", swiftSettings: settings),
    .testTarget(
      name: "HostapdOracleTests",
      dependencies: ["HostapdOracle", "LinuxPlatform", "WiFiModel", "WiFiReconcile", "WiFiSpec", "KeyDerivationProbe"],
      swiftSettings: settings),
    // What must hold of any bytes: a fuzzer looks for those of which it does not.
    .target(
      name: "FuzzProperties",
      dependencies: [
        "Hostapd", "LinuxPlatform", "NL80211", "WiFiApply", "WiFiModel", "WiFiObserve", "WiFiReconcile", "WiFiSpec",
        system,
      ],
      path: "Tests/Fuzz/Properties", swiftSettings: settings),
    .testTarget(
      name: "FuzzPropertyTests",
      dependencies: [
        "FuzzProperties", "Hostapd", "LinuxPlatform", "NL80211", "WiFiModel", "WiFiReconcile", "WiFiSpec", system,
      ], swiftSettings: settings),
    // A great many simulated courses, and everything that can be enumerated.
    .executableTarget(
      name: "wifi-ap-prove", dependencies: ["WiFiModel", "WiFiReconcile", "WiFiSimulation", "WiFiSpec"],
      path: "Tests/Prove", swiftSettings: settings),
    .executableTarget(
      name: "wifi-ap-bench", dependencies: ["WiFiModel", "WiFiSimulation", "WiFiSpec"], path: "Tests/Bench",
      swiftSettings: settings),
    .testTarget(name: "FirmwareEmulatorTests", dependencies: ["firmware-emulator"], swiftSettings: settings),
  ]
)

// Only for 'make fuzz', which names the fuzzer's library to the linker.
if Context.environment["WIFI_AP_FUZZ"] != nil {
  package.targets += [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzz/CLibFuzzer"),
    .executableTarget(
      name: "fuzz", dependencies: ["FuzzProperties", "CLibFuzzer"], path: "Tests/Fuzz/Program", swiftSettings: settings),
  ]
}
