import Foundation
import TestSupport
import Testing

@Suite struct InterruptTests {
    @Test func `an interrupt lets the image in work finish, and no other begin`() throws {
        let test = try CommandTest()
        let pipe = test.folder.file("pipe").path
        #expect(mkfifo(pipe, 0o600) == 0)
        try test.folder.write(SampleFile.png.bytes, to: "b.png")
        let process = Process()
        process.executableURL = ChildProcess.executable("enhance")
        process.arguments = ["pipe", "b.png", "--output-directory", "out", "--jobs", "1"]
        process.currentDirectoryURL = test.folder.url
        let errors = Pipe()
        process.standardError = errors
        try process.run()

        // Opening waits for the reader: from here on the first image is in work.
        let writer = try #require(FileHandle(forWritingAtPath: pipe))
        process.interrupt()
        try writer.write(contentsOf: SampleFile.png.bytes)
        try writer.close()
        process.waitUntilExit()

        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 1)
        #expect(try test.folder.files().filter { $0.hasPrefix("out/") } == ["out/pipe"])
        let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(message == "enhance: interrupted, images not begun: 1\n")
    }
}
