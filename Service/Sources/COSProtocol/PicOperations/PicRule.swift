/// One rule of Pic-Operations: an enhancement of the source and the object that holds its result.
public struct PicRule: Sendable {
    public let bucket: BucketName
    public let key: ObjectKey
    public let parameters: ProcessingParameters

    init(_ rule: PicOperationsDocument.Rule, source: ObjectKey, bucket: BucketName) throws(COSError) {
        guard let target = rule.bucket.map(BucketName.init) ?? bucket else {
            throw .invalidPicOperations("bucket is no bucket's name")
        }
        self.bucket = target
        key = try ObjectKey(fileID: rule.fileid, source: source)
        parameters = try ProcessingParameters(rule: rule.rule)
    }
}
