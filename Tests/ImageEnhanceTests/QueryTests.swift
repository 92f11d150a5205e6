import ImageEnhance
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Queries` {
    @Test func `levels and flags are read`() throws {
        let parameters = try EnhanceParameters(
            query: "ci-process=AIEnhanceImage&denoise=5&sharpen=0&ignore-error=1")
        #expect(parameters == EnhanceParameters(denoise: 5, sharpen: 0, ignoreError: true))
    }

    @Test(arguments: ["", "ci-process=AIEnhanceImage", "denoise=&sharpen=&ignore-error=", "denoise&sharpen", "&&"])
    func `what is absent or empty has its default`(query: String) throws {
        #expect(try EnhanceParameters(query: query) == EnhanceParameters(denoise: 3, sharpen: 3, ignoreError: false))
    }

    @Test func `every level from 0 to 5 is accepted`() throws {
        for level in 0...5 {
            let parameters = try EnhanceParameters(query: "denoise=\(level)&sharpen=\(5 - level)")
            #expect(parameters.denoise == level)
            #expect(parameters.sharpen == 5 - level)
        }
    }

    @Test(arguments: ["6", "-1", "3.0", "+3", "%203", "3 ", "three", "0x3", "99999999999999999999", "٣", "%", "%zz"])
    func `a level that is no integer from 0 to 5 is refused with its name, value and range`(value: String) throws {
        for name in ["denoise", "sharpen"] {
            let error = try #require(throws: EnhanceError.self) { try EnhanceParameters(query: "\(name)=\(value)") }
            #expect(error.code == .invalidParameter)
            #expect(error.parameter == name)
            #expect(error.message.contains(value.replacing("%20", with: " ")))
            #expect(error.message.contains("0 to 5"))
        }
    }

    @Test(arguments: [
        "denoise=3&denoise=3", "sharpen=1&denoise=2&sharpen=2", "ignore-error=1&ignore-error=1",
        "ci-process=AIEnhanceImage&ci-process=AIEnhanceImage", "denoise&denoise=2", "denoise=1&den%6Fise=1",
    ])
    func `a repeated parameter is refused`(query: String) throws {
        let error = try #require(throws: EnhanceError.self) { try EnhanceParameters(query: query) }
        #expect(error.code == .invalidParameter)
        #expect(error.message.contains("one value"))
    }

    @Test(arguments: ["aienhanceimage", "AISuperResolution", "", "AIEnhanceImage%20", "AIEnhanceImage%2541"])
    func `an operation with another name is refused`(operation: String) throws {
        let error = try #require(throws: EnhanceError.self) { try EnhanceParameters(query: "ci-process=\(operation)") }
        #expect(error.code == .invalidParameter)
        #expect(error.parameter == "ci-process")
    }

    @Test func `unknown parameters are ignored, even when repeated`() throws {
        let parameters = try EnhanceParameters(query: "x-cos-traffic-limit=819200&q=1&q=2&denoise=1&Sharpen=9&=5")
        #expect(parameters == EnhanceParameters(denoise: 1, sharpen: 3))
    }

    @Test func `names and values are percent-decoded once`() throws {
        #expect(try EnhanceParameters(query: "ci-process=AI%45nhanceImage&denoise=%32").denoise == 2)
        #expect(throws: EnhanceError.self) { try EnhanceParameters(query: "denoise=%2532") }
    }

    @Test(arguments: ["detect-url=https%3A%2F%2Fexample.com%2Fa.jpg", "detect-url=", "denoise=3&detect%2Durl=x"])
    func `detect-url is reported as the business of a service`(query: String) throws {
        let error = try #require(throws: EnhanceError.self) { try EnhanceParameters(query: query) }
        #expect(error.code == .invalidParameter)
        #expect(error.parameter == "detect-url")
        #expect(error.message.contains("service"))
    }

    @Test(arguments: ["2", "true", "-1", "yes"])
    func `ignore-error takes 0 and 1 only`(value: String) throws {
        #expect(throws: EnhanceError.self) { try EnhanceParameters(query: "ignore-error=\(value)") }
        #expect(try EnhanceParameters(query: "ignore-error=0").ignoreError == false)
    }
}
