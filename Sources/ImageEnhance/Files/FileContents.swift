/// What reading a file within limits has given.
package enum FileContents {
    case whole([UInt8])
    /// More than the limits allow; `begun` has been read, the rest has not.
    case tooLarge(begun: [UInt8], EnhanceError)
}
