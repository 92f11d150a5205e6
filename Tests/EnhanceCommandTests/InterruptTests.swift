import Foundation
import ImageEnhance
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Interrupts` {
    @Test func `an interrupt lets the image in work finish, and no other begin`() throws {
        let test = try CommandTest()
        // Seconds of work.
        let planes = (0..<3).map { index in
            Scene.gradient.plane(UInt8.self, width: 4000, height: 2500)
                .addingGaussianNoise(sigma: 8, seed: UInt64(index))
        }
        let large = try ImageEncoder().encode(
            PlanarImage(width: 4000, height: 2500, colorModel: .rgb, planes: .eight(planes)),
            as: .png(PNGEncoding(colorType: .rgb)))
        try test.folder.write(large, to: "a.png")
        try test.folder.write(SampleFile.png.bytes, to: "b.png")
        let process = Process()
        process.executableURL = ChildProcess.executable("enhance")
        process.arguments = ["a.png", "b.png", "--output-directory", "out", "--jobs", "1"]
        process.currentDirectoryURL = test.folder.url
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

        // Once it has read the first image, that is in work.
        let deadline = Date(timeIntervalSinceNow: 60)
        while bytesRead(by: process) < large.count && process.isRunning && Date() < deadline { usleep(1000) }
        process.interrupt()
        while process.isRunning && Date() < deadline { usleep(1000) }
        try #require(!process.isRunning)

        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 1)
        #expect(try test.folder.files().filter { $0.hasPrefix("out/") } == ["out/a.png"])
        let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(message == "enhance: interrupted, images not begun: 1\n")
    }

    private func bytesRead(by process: Process) -> Int {
        let counts = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/io", encoding: .utf8)
        let line = counts?.split(separator: "\n").first { $0.hasPrefix("rchar: ") }
        return line.flatMap { Int($0.dropFirst(7)) } ?? 0
    }
}
