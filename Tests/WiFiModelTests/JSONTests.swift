import Testing
import WiFiModel

@Suite struct JSONTests {
  private func parse(_ text: String) throws(JSONError) -> JSON { try JSON(parsing: Array(text.utf8)) }

  @Test func aCompactTextHasNoSpacesAndKeepsTheOrderOfKeys() {
    let value: JSON = ["b": [1, nil, true], "a": ["x": "y"], "empty": [:], "none": []]
    #expect(value.text() == #"{"b":[1,null,true],"a":{"x":"y"},"empty":{},"none":[]}"#)
  }

  @Test func aPrettyTextHasTwoSpacesALevelAndEndsWithALineFeed() {
    let value: JSON = ["b": [1, false], "a": ["x": "y"], "empty": [:], "none": []]
    let expected = """
      {
        "b": [
          1,
          false
        ],
        "a": {
          "x": "y"
        },
        "empty": {},
        "none": []
      }

      """
    #expect(value.text(.pretty) == expected)
  }

  @Test func controlCharactersAreEscapedThoseOfTerminalsToo() {
    let value = JSON.string("\"\\\n\r\t\u{0}\u{8}\u{1b}\u{1f}\u{7f}\u{9b}\u{202e}\u{a0}é€😀/")
    #expect(value.text() == #""\"\\\n\r\t\u0000\u0008\u001b\u001f\u007f\u009b\u202e"# + "\u{a0}é€😀/\"")
  }

  @Test func everyStringIsReadBack() throws {
    let strings = (0...0x2ff).compactMap(Unicode.Scalar.init).map { "a\($0)b" } + ["", "\u{10ffff}", "e\u{301}"]
    for string in strings {
      let value = JSON.string(string)
      guard case .string(let read) = try JSON(parsing: value.bytes()) else { throw JSONError(.value(path: ""), "no") }
      #expect(Array(read.utf8) == Array(string.utf8))
    }
  }

  @Test(arguments: [
    ("0", JSON.integer(0)), ("-0", .integer(0)), ("7", .integer(7)), ("-1", .integer(-1)),
    ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    ("9223372036854775808", .unsigned(1 << 63)), ("18446744073709551615", .unsigned(.max)),
  ]) func integersOf64BitsAreExact(text: String, value: JSON) throws {
    #expect(try parse(text) == value)
    if text != "-0" { #expect(value.text() == text) }
  }

  @Test func numbersChooseTheSignedCaseWhereverTheyFit() {
    #expect(JSON.number(UInt64(Int64.max)) == .integer(.max))
    #expect(JSON.number(UInt64.max) == .unsigned(.max))
    #expect(JSON.number(UInt8(3)) == .integer(3))
    #expect(JSON.number(Int32?.none) == .null)
  }

  @Test(arguments: [
    (#" { "a" : [ 1 , { } , [ ] ] , "b" : null } "#, #"{"a":[1,{},[]],"b":null}"#),
    ("\t\r\n[true,false,null]\n", "[true,false,null]"),
    (#""\u0041\u00e9\ud83d\ude00\/\b\f\n""#, "\"A\u{e9}\u{1f600}/\\u0008\\u000c\\n\""),
    (#""\uD834\uDD1E""#, "\"\u{1d11e}\""),
  ]) func whatTheStandardAllowsIsRead(text: String, compact: String) throws {
    #expect(try parse(text).text() == compact)
  }

  @Test(arguments: [
    ("", "line 1, column 1: the text ends where a value should be"),
    ("  \n ", "line 2, column 2: the text ends where a value should be"),
    ("{", "line 1, column 2: the text ends where a key in double quotes should be"),
    ("{\"a\"", "line 1, column 5: the text ends where ':' should be"),
    ("{\"a\":1,}", "line 1, column 8: '}' stands where a key in double quotes should be"),
    ("{\"a\":1\n \"b\":2}", "line 2, column 2: '\"' stands where ',' or '}' should be"),
    ("{a:1}", "line 1, column 2: 'a' stands where a key in double quotes should be"),
    ("{'a':1}", "line 1, column 2: ''' stands where a key in double quotes should be"),
    ("[1,]", "line 1, column 4: ']' stands where a value should be"),
    ("[1 2]", "line 1, column 4: '2' stands where ',' or ']' should be"),
    ("[]]", "line 1, column 3: ']' stands where the end of the text should be"),
    ("{}\u{0}", "line 1, column 3: the byte 0x00 stands where the end of the text should be"),
    ("\u{feff}{}", "line 1, column 1: the byte 0xef stands where a value should be"),
    ("[\"é\u{301}\", x]", "line 1, column 8: 'x' stands where a value should be"),
    ("nul", "line 1, column 1: only true, false and null stand without quotes"),
    ("True", "line 1, column 1: 'T' stands where a value should be"),
    ("NaN", "line 1, column 1: 'N' stands where a value should be"),
    ("-", "line 1, column 2: the text ends where a digit should be"),
    ("+1", "line 1, column 1: '+' stands where a value should be"),
    (".5", "line 1, column 1: '.' stands where a value should be"),
    ("01", "line 1, column 1: a number does not begin with a superfluous 0"),
    ("-00", "line 1, column 1: a number does not begin with a superfluous 0"),
    ("0x1", "line 1, column 2: 'x' stands where the end of the text should be"),
    ("1.0", "line 1, column 1: a number here has no fraction and no exponent; write it as a whole number"),
    ("1e3", "line 1, column 1: a number here has no fraction and no exponent; write it as a whole number"),
    ("18446744073709551616", "line 1, column 1: the number does not fit in 64 bits"),
    ("-9223372036854775809", "line 1, column 1: the number does not fit in 64 bits"),
    ("99999999999999999999999999999999999999", "line 1, column 1: the number does not fit in 64 bits"),
    ("\"a", "line 1, column 1: the string that begins here has no end"),
    ("\"a\\", "line 1, column 4: the text ends where an escaped character should be"),
    ("\"a\nb\"", "line 1, column 3: a control character in a string is written as \\u000a"),
    (#""\x41""#, #"line 1, column 2: no such escape; JSON has \" \\ \/ \b \f \n \r \t \uXXXX"#),
    (#""\u12g4""#, "line 1, column 6: 'g' stands where four hexadecimal digits should be"),
    (#""\u00""#, "line 1, column 6: '\"' stands where four hexadecimal digits should be"),
    (#""\ud800""#, "line 1, column 2: half of a surrogate pair is not a character"),
    (#""\ud800A""#, "line 1, column 2: half of a surrogate pair is not a character"),
    (#""\ud800\u0041""#, "line 1, column 2: half of a surrogate pair is not a character"),
    (#""\udc00\ud800""#, "line 1, column 2: half of a surrogate pair is not a character"),
    (#"{"a":1,"a":1}"#, "line 1, column 8: the key is in this object already"),
    (#"{"a":1,"\u0061":1}"#, "line 1, column 8: the key is in this object already"),
  ]) func whatIsNotAllowedIsRefusedWithItsPlace(text: String, message: String) {
    #expect { try parse(text) } throws: { "\($0)" == message }
  }

  @Test(
    arguments: [
      [0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0x80],
    ] as [[UInt8]]) func aStringThatIsNotUTF8IsRefused(bytes: [UInt8])
  {
    let quote = UInt8(ascii: "\"")
    #expect(throws: JSONError(.text(line: 1, column: 1), "the string is not UTF-8")) {
      try JSON(parsing: [quote] + bytes + [quote])
    }
  }

  @Test func depthIsLimitedForArraysAndObjects() throws {
    func nested(_ depth: Int, _ open: String, _ close: String) -> String {
      String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
    }
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
      #expect(try parse(nested(64, open, close)).text() == nested(64, open, close))
      #expect { try parse(nested(65, open, close)) } throws: {
        "\($0)".hasSuffix("arrays and objects stand more than 64 deep in one another")
      }
      #expect(throws: JSONError.self) { try parse(nested(100_000, open, close)) }
    }
    #expect(throws: JSONError.self) { try parse(String(repeating: "[", count: 1_000_000)) }
  }

  @Test func sizeIsLimitedBeforeAnythingIsRead() throws {
    #expect(try JSON(parsing: Array("[1]".utf8), sizeLimit: 3) == [1])
    #expect(throws: JSONError(.value(path: ""), "the text has 4 bytes; at most 3 are read")) {
      try JSON(parsing: Array("[12]".utf8), sizeLimit: 3)
    }
  }

  @Test func manyKeysAreReadInLinearTime() throws {
    let members = (0..<50_000).map { (number: Int) in JSON.Member("k\(number)", .number(number)) }
    #expect(try JSON(parsing: JSON.object(members).bytes()) == .object(members))
  }

  /// Every prefix, every single byte replaced: an answer or an error, and what is read is written and read the same.
  @Test func noBytesTrapTheReader() throws {
    let seed = Array(#"{"a":[1,-2,{"b":"é\u00e9\ud83d\ude00\n"}],"c":null,"d":[true,false,18446744073709551615]}"#.utf8)
    var read = 0
    func tryToRead(_ bytes: [UInt8]) throws {
      guard let value = try? JSON(parsing: bytes) else { return }
      read += 1
      #expect(try JSON(parsing: value.bytes()) == value)
      #expect(try JSON(parsing: value.bytes(.pretty)) == value)
    }
    for count in seed.indices { try tryToRead(Array(seed[..<count])) }
    for index in seed.indices {
      for byte in UInt8.min...UInt8.max {
        var bytes = seed
        bytes[index] = byte
        try tryToRead(bytes)
      }
    }
    #expect(read > seed.count)
  }
}
