internal import CVector

/// Which compilation of the kernels runs. Each gives the same bytes; wider ones are faster.
public enum InstructionSet: String, Sendable, CaseIterable, Comparable {
    /// SSE2 on x86-64, NEON on arm64.
    case baseline
    /// x86-64-v3.
    case avx2
    /// x86-64-v4.
    case avx512

    /// What this processor can run, narrowest first.
    public static var available: [InstructionSet] {
        allCases.filter { $0 <= best }
    }

    /// The widest this processor can run.
    public static var best: InstructionSet {
        switch cv_cpu_level() {
        case 2: .avx512
        case 1: .avx2
        default: .baseline
        }
    }

    public static func < (a: InstructionSet, b: InstructionSet) -> Bool {
        allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
    }
}
