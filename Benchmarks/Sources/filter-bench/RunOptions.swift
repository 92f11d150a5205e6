import ArgumentParser
import Foundation
import ImageFilters

/// What every filter takes, and the measurement itself.
struct RunOptions: ParsableArguments {
    @Option(help: "Binary PGM (gray) or PPM (colour), 8 bits.") var input: String
    @Option(help: "Where the result of the last run goes, in the same format.") var output: String
    @Option(name: .customLong("repeat"), help: "Timed runs.") var repeats = 1
    @Option(help: "Threads.") var threads = 1
    @Option(help: "auto, baseline, avx2 or avx512.") var isa = "auto"

    func validate() throws {
        if repeats < 1 { throw ValidationError("--repeat must be at least 1, not \(repeats)") }
        if threads < 1 { throw ValidationError("--threads must be at least 1, not \(threads)") }
    }

    func measure(
        _ name: String, _ filter: (PlanarImage, ThreadBudget, InstructionSet) throws -> PlanarImage
    ) throws {
        let instructionSet = try parseInstructionSet()
        let image = try Netpbm.read(input)
        var result = image
        var seconds: [Double] = []
        var cpuSeconds: [Double] = []
        for _ in 0..<repeats {
            let clock = ContinuousClock()
            let cpuStart = processSeconds()
            let duration = try clock.measure {
                result = try filter(image, ThreadBudget(threads), instructionSet)
            }
            cpuSeconds.append(processSeconds() - cpuStart)
            seconds.append(Double(duration.components.attoseconds) * 1e-18 + Double(duration.components.seconds))
        }
        try Netpbm.write(result, to: output)
        let report = Report(
            filter: name, isa: instructionSet.rawValue, threads: threads, width: image.width, height: image.height,
            seconds: seconds, cpuSeconds: cpuSeconds)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        print(String(decoding: try encoder.encode(report), as: UTF8.self))
    }

    private func parseInstructionSet() throws -> InstructionSet {
        if isa == "auto" { return .best }
        guard let asked = InstructionSet(rawValue: isa) else {
            throw ValidationError("--isa must be auto, baseline, avx2 or avx512, not \(isa)")
        }
        guard asked <= .best else { throw ValidationError("this processor cannot run \(isa)") }
        return asked
    }
}

/// The JSON object that is printed.
private struct Report: Encodable {
    let filter: String
    let isa: String
    let threads: Int
    let width: Int
    let height: Int
    let seconds: [Double]
    let cpuSeconds: [Double]
}

/// The processor time of all threads of this process: other programs' work counts little in it.
private func processSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
