import Testing

/// Each course of Specs/courses is taken again, and all that the agent wants done in it compared.
@Suite struct RecordedCourseTests {
  @Test("The agent does as recorded, to the last word", arguments: RecordedCourse.names)
  func courseGoesAsRecorded(_ name: String) throws {
    let course = try RecordedCourse(name)
    let transcript = try course.play()
    if Text.isRecording {
      try course.record(transcript)
    } else {
      // The first line that differs says more than two whole pages.
      let difference = zip(
        transcript.split(separator: "\n") + ["(end)"], course.recorded.split(separator: "\n") + ["(end)"]
      ).first { $0 != $1 }
      #expect(difference == nil, "now, and as recorded")
    }
  }

  @Test func thereAreCourses() { #expect(RecordedCourse.names.count >= 50) }
}
