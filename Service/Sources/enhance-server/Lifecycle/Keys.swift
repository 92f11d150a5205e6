internal import COSProtocol
internal import NIOSSL

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Reads the files with secrets in them. No message shows anything of their content.
enum Keys {
    static func credentials(_ configuration: Configuration) throws(StartupError) -> Credentials {
        var credentials = Credentials()
        if let path = configuration.credentialsFile {
            guard let json = FileManager.default.contents(atPath: path) else {
                throw StartupError(status: .configuration, message: "--credentials: \(quoted(path)) can't be read")
            }
            do {
                credentials = try Credentials(json: Array(json))
            } catch {
                throw StartupError(status: .configuration, message: "--credentials: \(quoted(path)): \(error)")
            }
        }
        if let key = configuration.environmentKey { credentials = credentials.adding(key) }
        return credentials
    }

    static func tls(_ files: Configuration.TLSFiles) throws(StartupError) -> TLSConfiguration {
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(files.certificate)
            guard !chain.isEmpty else { throw NIOSSLError.failedToLoadCertificate }
            let key: NIOSSLPrivateKey
            do {
                key = try NIOSSLPrivateKey(file: files.key, format: .pem)
            } catch {
                throw StartupError(
                    status: .configuration, message: "--tls-key: \(quoted(files.key)) is no PEM key that can be read")
            }
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            return configuration
        } catch let error as StartupError {
            throw error
        } catch {
            throw StartupError(
                status: .configuration,
                message: "--tls-certificate: \(quoted(files.certificate)) is no PEM certificate that can be read")
        }
    }
}
