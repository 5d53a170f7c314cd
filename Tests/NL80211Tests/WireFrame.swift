import Glibc

/// An annotated frame of `Specs/wire`: hexadecimal bytes, and comments from `#` to the end of the line.
enum WireFrame {
  struct Unreadable: Error { let path: String }

  static func read(_ name: String) throws -> [UInt8] {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    let path = "\(root)/Specs/wire/\(name).hex"
    guard let file = fopen(path, "r") else { throw Unreadable(path: path) }
    defer { fclose(file) }
    var text = [UInt8](repeating: 0, count: 64 * 1024)
    let count = fread(&text, 1, text.count, file)
    return try String(decoding: text[..<count], as: UTF8.self).split(separator: "\n")
      .flatMap { $0.prefix { $0 != "#" }.split(separator: " ") }
      .map { pair in
        guard let byte = UInt8(pair, radix: 16) else { throw Unreadable(path: path) }
        return byte
      }
  }
}
