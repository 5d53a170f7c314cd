import CSignatures
package import SystemPackage
package import WiFiModel

/// Reads signatures: those that are compiled in, and a machine's own in /etc/wifi-ap/signatures.d, which come first.
package struct SignatureReader: Sendable {
  /// What stands in all files that are sound.
  package private(set) var catalogue: SignatureCatalogue
  /// What is wrong with the others, which are left out.
  package private(set) var diagnostics: [Diagnostic] = []

  /// Where a machine's own signatures stand.
  package static let directory = "/etc/wifi-ap/signatures.d"
  /// Signatures of a file at most, and of all of a machine's own.
  package static let most = 500

  /// - Parameters:
  ///   - root: the directory that stands for `/`.
  ///   - owner: a user whose files are trusted beside root's.
  package init(root: FilePath, owner: UInt32 = 0) {
    let directory = SpecDirectory(Self.directory, root: root, trust: .enforced(owner: owner))
    self.init(directory.files.compactMap { file in file.bytes.map { SpecSource(name: file.name, bytes: $0) } })
    diagnostics = directory.diagnostics + diagnostics
  }

  /// The signatures of some files, before those that are compiled in.
  package init(_ sources: [SpecSource]) {
    self.init(sources, before: SignatureCatalogue.builtIn.signatures)
  }

  private init(_ sources: [SpecSource], before others: [Signature]) {
    var known = others
    var own: [Signature] = []
    let files = sources.map { SignatureFile($0) }
    let all = files.flatMap(\.signatures).map(\.name) + others.map(\.name)
    for file in files {
      var file = file
      file.compare(with: known, names: Set(all))
      if own.count + file.signatures.count > Self.most { file.refuseAsTooMany() }
      diagnostics += file.diagnostics
      if file.diagnostics.hasErrors { continue }
      own += file.signatures
      known += file.signatures
    }
    catalogue = SignatureCatalogue(own + others)
  }

  /// The catalogue of the files of Specs/signatures alone.
  static let compiledIn: SignatureReader = {
    var sources: [SpecSource] = []
    while let file = signature_file(sources.count)?.pointee {
      sources.append(
        SpecSource(
          name: String(cString: file.name), bytes: Array(UnsafeBufferPointer(start: file.bytes, count: file.count))))
    }
    return SignatureReader(sources, before: [])
  }()
}

extension SignatureCatalogue {
  /// The signatures that are compiled in.
  package static var builtIn: SignatureCatalogue { SignatureReader.compiledIn.catalogue }
}
