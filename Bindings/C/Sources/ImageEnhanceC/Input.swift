internal import CImageEnhance
internal import ImageEnhance

/// The bytes of a file, where C has them.
@safe struct Input {
    private let start: UnsafeRawPointer
    let count: Int

    /// - Throws: `EnhanceError` for what can be no bytes.
    init(_ start: UnsafeRawPointer?, count: Int) throws(EnhanceError) {
        guard let start = unsafe start else { throw .invalid("bytes", "NULL", accepted: "a whole file") }
        guard count >= 0, UInt(bitPattern: start).addingReportingOverflow(UInt(count)).overflow == false else {
            throw .invalid("count", "\(UInt(bitPattern: count))", accepted: "the size of the file in bytes")
        }
        unsafe self.start = start
        self.count = count
    }

    /// A copy, once the limit on it was checked.
    func bytes(limits: DecodingLimits) throws(EnhanceError) -> [UInt8] {
        do {
            try limits.checkInput(byteCount: count)
        } catch {
            throw EnhanceError(error)
        }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    /// The bytes where they are.
    var inPlace: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: start, count: count)
    }
}
