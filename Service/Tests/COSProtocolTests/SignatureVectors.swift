import Testing

@testable import COSProtocol

/// A request that the real Python SDK signed with its clock stopped.
struct SignatureVector: CustomTestStringConvertible, Sendable {
    let name: String
    let request: RequestHead
    let testDescription: String

    static let host = "examplebucket-1250000000.cos.ap-guangzhou.myqcloud.com"
    static let id = "AKIDEXAMPLEEXAMPLEEXAMPLE00000000000"
    static let secret = "SECRETEXAMPLEEXAMPLEEXAMPLE00000"
    /// Within the vectors' 1700000000;1700003660.
    static let now = 1_700_000_100

    static let credentials = Credentials([Credential(id: id, secret: Secret(secret))])

    /// `q-header-list`, `q-url-param-list` and code go into the header `Authorization`.
    private init(
        _ name: String, _ meaning: String, _ method: String, _ target: String,
        _ headers: [(String, String)] = [],
        list: String, parameters: String = "", code: String
    ) {
        let authorization = Self.authorization(list: list, parameters: parameters, code: code)
        self.name = name
        testDescription = "\(name): \(meaning)"
        let fields = (headers + [("Authorization", authorization)]).map { (name: $0.0, value: $0.1) }
        request = try! RequestHead(
            method: method, target: target, host: Self.host, headers: HeaderFields(fields))
    }

    static func authorization(
        time: String = "1700000000;1700003660", list: String = "host", parameters: String = "",
        code: String
    ) -> String {
        "q-sign-algorithm=sha1&q-ak=\(id)&q-sign-time=\(time)&q-key-time=\(time)&q-header-list=\(list)"
            + "&q-url-param-list=\(parameters)&q-signature=\(code)"
    }

    private static let link =
        "q-sign-algorithm=sha1&q-ak=AKIDEXAMPLEEXAMPLEEXAMPLE00000000000&q-sign-time=1700000000%3B1700003660"
        + "&q-key-time=1700000000%3B1700003660&q-header-list=host"

    /// The signature is in the query.
    private init(_ name: String, _ meaning: String, link: String) {
        self.name = name
        testDescription = "\(name): \(meaning)"
        request = try! RequestHead(
            method: "GET", target: "/pic/sample.png?\(Self.link)&\(link)", host: Self.host, headers: [:])
    }

    static let all = [
        SignatureVector(
            "V1", "plain GET", "GET", "/pic/sample.png", list: "host",
            code: "4b37d82d65f24e2ffa51568b170927bd42e30106"),
        SignatureVector(
            "V2", "GET with detect-url", "GET",
            "/?ci-process=AIEnhanceImage&denoise=5&sharpen=0"
                + "&detect-url=http%3A%2F%2Fwww.example.com%2Fa+b%2Fabc.jpg%3Fx%3D1%26y%3D2&ignore-error=1",
            list: "host", parameters: "ci-process;denoise;detect-url;ignore-error;sharpen",
            code: "3b7dc05937f36ee7e557357c6181325c7f8d6054"),
        SignatureVector(
            "V3", "PUT with Pic-Operations, unicode key", "PUT",
            "/pic/a%20b%2Bc%26d/%E5%9B%BE%20%281%29.png",
            [
                ("content-length", "5"), ("content-type", "image/png"),
                (
                    "pic-operations",
                    #"{"is_pic_info":1,"rules":[{"fileid":"/out/x.png","rule":"ci-process=AIEnhanceImage&denoise=4&sharpen=2"}]}"#
                ),
            ],
            list: "content-length;content-type;host;pic-operations",
            code: "41b8056adb4c85aa0d7d4cb9573ec2755ebd284d"),
        SignatureVector(
            "V4", "POST image_process", "POST", "/pic/sample.png?image_process=",
            [
                ("content-length", "0"),
                ("pic-operations", #"{"rules":[{"fileid":"x.png","rule":"ci-process=AIEnhanceImage"}]}"#),
            ],
            list: "content-length;host;pic-operations", parameters: "image_process",
            code: "ae41bbd38f609bc3e6577c0a750c2a9ff58a4ead"),
        SignatureVector(
            "V5", "GET with a rule as the query's name", "GET",
            "/pic/sample.png?imageMogr2%2Fsharpen%2F70%7CimageMogr2%2Fformat%2Fpng=", list: "host",
            parameters: "imagemogr2%2fsharpen%2f70%7cimagemogr2%2fformat%2fpng",
            code: "221591a42424eee0c1f7e140ee8e43dce92c6976"),
        SignatureVector(
            "V6", "GET, nothing signed, not even the host", "GET", "/pic/sample.png", list: "",
            code: "64a6636c3e8de7abfae0d49d6c399789f3204475"),
        SignatureVector(
            "V7", "presigned GET",
            link:
                "q-url-param-list=ci-process%3Bdenoise&q-signature=43944841f0a01236b679ac2f5fb384c172fa88b8"
                + "&ci-process=AIEnhanceImage&denoise=5"),
        SignatureVector(
            "V8", "presigned GET, list encoded twice",
            link: "q-url-param-list=imagemogr2%252fsharpen%252f70"
                + "&q-signature=dfc33a404e3c6faba85041b59314f9bf58c6bd2c&imageMogr2%2Fsharpen%2F70="),
    ]

    static func named(_ name: String) -> SignatureVector { all.first { $0.name == name }! }
}
