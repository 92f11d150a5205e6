internal import FoundationEssentials

/// Pic-Operations as JSON spells it, before anything is looked up or resolved. Unknown members are ignored.
struct PicOperationsDocument: Decodable {
    struct Rule: Decodable {
        let bucket: String?
        let fileid: String
        let rule: String
    }

    let wantsImageInfo: Bool
    let rules: [Rule]

    /// - Throws: `COSError` with `.invalidPicOperations`, naming the member that is wrong.
    init(_ text: String) throws(COSError) {
        guard text.utf8.count <= PicOperations.maximumBytes else {
            throw .invalidPicOperations("Pic-Operations may have up to \(PicOperations.maximumBytes) bytes")
        }
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
        } catch let error as DecodingError {
            throw .invalidPicOperations(error.complaint)
        } catch {
            throw .invalidPicOperations("it is no JSON object")
        }
    }

    private enum CodingKeys: String, CodingKey {
        case wantsImageInfo = "is_pic_info"
        case rules
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        wantsImageInfo = try Self.flag(in: container)
        rules = try container.decodeIfPresent([Rule].self, forKey: .rules) ?? []
    }

    /// 0 or 1, as a number or as text.
    private static func flag(in container: KeyedDecodingContainer<CodingKeys>) throws -> Bool {
        guard container.contains(.wantsImageInfo), try !container.decodeNil(forKey: .wantsImageInfo) else {
            return false
        }
        let text =
            (try? container.decode(String.self, forKey: .wantsImageInfo))
            ?? (try? container.decode(Int.self, forKey: .wantsImageInfo)).map(String.init)
        switch text {
        case "0": return false
        case "1": return true
        default:
            throw DecodingError.dataCorruptedError(
                forKey: .wantsImageInfo, in: container, debugDescription: "must be 0 or 1")
        }
    }
}

extension DecodingError {
    /// What is wrong, by the member's name; none of the header's text.
    fileprivate var complaint: String {
        switch self {
        case .keyNotFound(let key, let context): "\(Self.path(context.codingPath + [key])) is missing"
        case .typeMismatch(_, let context) where context.codingPath.isEmpty: "it must be a JSON object"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "\(Self.path(context.codingPath)) has the wrong type"
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            "\(Self.path(context.codingPath)) \(context.debugDescription)"
        default: "it is no JSON object"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined().trimmingPrefix(".").description
    }
}
