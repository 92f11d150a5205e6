import Foundation
import TestSupport
import Testing

@testable import ImagePlanes

@Suite(.timeLimit(.minutes(10))) struct `Control groups` {
    @Test(
        arguments: [
            (["": "200000 100000\n"], 2), (["": "150000 100000\n"], 2), (["": "10000 100000\n"], 1),
            (["": "max 100000\n"], nil),
            (["/service/job": "300000 100000\n", "/service": "400000 100000\n"], 3),
            (["/service/job": "max 100000\n", "/service": "100000 100000\n"], 1),
            (["/other": "100000 100000\n"], nil), ([:], nil), (["": "0 0\n"], nil), (["": "-1 100000\n"], nil),
            (["": "9223372036854775807 1\n"], Int.max), (["": "junk"], nil), (["": ""], nil),
        ] as [([String: String], Int?)])
    func `a quota of processor time is as many cores, and that of every group above holds`(
        texts: [String: String], count: Int?
    ) throws {
        let folder = try folder("cpu.max", texts)
        #expect(groups(in: folder).processorCount == count)
    }

    @Test(
        arguments: [
            (["": "1000000\n"], 1_000_000), (["": "max\n"], nil), ([:], nil),
            (["/service/job": "2000000\n", "/service": "1000000\n"], 1_000_000),
        ] as [([String: String], Int?)])
    func `memory is bounded by every group above`(texts: [String: String], byteCount: Int?) throws {
        let folder = try folder("memory.max", texts)
        #expect(groups(in: folder).memoryByteCount == byteCount)
    }

    @Test func `a process that names no group, as of version 1, is in the root`() throws {
        let folder = try folder("cpu.max", ["": "100000 100000\n"])
        try folder.write(Array("4:cpu:/service/job\n".utf8), to: "membership")
        #expect(groups(in: folder).processorCount == 1)
        #expect(
            ControlGroup(root: folder.file("none").path, membership: folder.file("none").path).processorCount == nil)
    }

    private func folder(_ name: String, _ texts: [String: String]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (path, text) in texts { try folder.write(Array(text.utf8), to: "mount\(path)/\(name)") }
        try folder.write(Array("1:name=systemd:/elsewhere\n0::/service/job\n".utf8), to: "membership")
        return folder
    }

    private func groups(in folder: TemporaryFolder) -> ControlGroup {
        ControlGroup(root: folder.file("mount").path, membership: folder.file("membership").path)
    }
}
