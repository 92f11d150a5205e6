import ImagePlanes
import TestSupport
import Testing

@testable import ImageFilters

@Suite(.hangLimit) struct `Open picture` {
    /// A picture with a hole of alpha 0, whose samples are `hidden`.
    static func picture(_ kind: PictureKind, hidden: UInt8) throws -> PlanarImage {
        var picture = kind.picture(.texture, width: 75, height: 62, noise: 8)
        var planes = try picture.eightBitPlanes
        for y in 20..<40 {
            for x in 30..<60 {
                for plane in planes.indices { planes[plane][x, y] = plane == planes.count - 1 ? 0 : hidden }
            }
        }
        picture.planes = .eight(planes)
        return picture
    }

    static func open(_ picture: PlanarImage) throws -> OpenPicture<UInt8> {
        OpenPicture(try picture.eightBitPlanes, of: picture, kernels: KernelTable(.best))
    }

    @Test(arguments: PictureKind.allCases.filter { !$0.isSixteen })
    func `that no step has changed closes to the picture`(kind: PictureKind) throws {
        let picture = kind.picture(.texture, width: 75, height: 62, noise: 8)
        #expect(PlanarImage.Planes.eight(try Self.open(picture).closed()) == picture.planes)
    }

    @Test(arguments: [PictureKind.grayAlpha, .rgbAlpha])
    func `takes what a step makes of it, but for alpha and transparent samples`(kind: PictureKind) throws {
        let picture = try Self.picture(kind, hidden: 211)
        var open = try Self.open(picture)
        for index in open.groups.indices {
            open.groups[index].planes = open.groups[index].planes.map {
                Plane(width: $0.width, height: $0.height, repeating: 7)
            }
        }
        let closed = open.closed()
        for y in 0..<62 {
            for x in 0..<75 {
                let isHidden = (20..<40).contains(y) && (30..<60).contains(x)
                #expect(closed.dropLast().allSatisfy { $0[x, y] == (isHidden ? 211 : 7) })
            }
        }
        #expect(closed.last == (try picture.eightBitPlanes.last))
    }

    @Test(arguments: [PictureKind.grayAlpha, .rgbAlpha])
    func `shows every step the same samples, whatever color is hidden`(kind: PictureKind) throws {
        let first = try Self.open(Self.picture(kind, hidden: 0))
        let second = try Self.open(Self.picture(kind, hidden: 255))
        #expect(first.groups.map(\.planes) == second.groups.map(\.planes))
        let scheduler = TileScheduler(threads: .serial, cancellation: nil)
        #expect(
            try NoiseProfile.measured(in: first, scheduler) == NoiseProfile.measured(in: second, scheduler))
    }

    @Test func `measuring stops where it is cancelled`() throws {
        let picture = try Self.open(Self.picture(.rgb, hidden: 0))
        let scheduler = TileScheduler(threads: .serial, cancellation: Cancellation())
        scheduler.cancellation?.cancel()
        #expect(throws: CancellationError.self) { try NoiseProfile.measured(in: picture, scheduler) }
        #expect(throws: CancellationError.self) {
            try picture.groups[0].withLoader { loader throws(CancellationError) in
                _ = try BlockSampler(loader, transparency: nil, scale: 0).measured(scheduler)
            }
        }
    }
}
