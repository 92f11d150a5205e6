/// Which pictures are made of a scene. `turn` is the same for a scene of half A and its neighbour of half B, so that both
/// halves get the same degradations.
extension PictureRecipe {
    /// A document: clean in every kind of file; as scanned and as photographed, where it is a page on paper.
    static func document(_ scene: SyntheticScene, _ subject: Subject) -> [PictureRecipe] {
        let kinds: [Subject: SyntheticPicture.Kind] = [
            .page: .page, .darkPage: .darkPage, .screenshot: .screenshot, .darkScreenshot: .screenshot, .table: .table,
            .plot: .plot, .diagram: .diagram, .halftone: .halftone,
        ]
        let kind = kinds[subject]!
        let builder = Builder(scene)
        let files: [SyntheticPicture.Storage] = [
            .jpeg(quality: 80, isSubsampled: true), .webp(quality: 85), .grayPNG,
            .jpeg(quality: 90, isSubsampled: false),
            .png16, .grayJPEG(quality: 85), .losslessWebP, .jpeg(quality: 85, isSubsampled: true),
        ]
        var recipes = [
            builder.make(kind, .png), builder.make(kind, files[builder.turn % 8]),
            builder.make(kind, files[(builder.turn + 4) % 8]),
        ]
        if subject == .page || subject == .halftone {
            recipes.append(
                builder.make(
                    .scan, builder.pick([.png, .grayPNG, .jpeg(quality: 85, isSubsampled: true)]), view: .scanned,
                    .gaussian(sigma: 2)))
        }
        if subject == .page {
            recipes.append(
                builder.make(
                    .photographedPage, .jpeg(quality: 90, isSubsampled: true), view: .scanned, builder.camera(0)))
        }
        return recipes
    }

    /// A surface that fills the picture.
    static func texture(_ scene: SyntheticScene) -> [PictureRecipe] {
        let builder = Builder(scene)
        return [
            builder.make(.texture, .png), builder.make(.texture, .jpeg(quality: 90, isSubsampled: true)),
            builder.make(.noisyTexture, .png, .gaussian(sigma: builder.pick([10, 20]))),
            builder.make(.noisyTexture, .jpeg(quality: 90, isSubsampled: true), builder.camera(0)),
            builder.make(.thumbnail, .png, view: .thumbnail(builder.pick([64, 96, 128]))),
        ]
    }

    /// Large even shadings.
    static func sky(_ scene: SyntheticScene) -> [PictureRecipe] {
        let builder = Builder(scene)
        return [
            builder.make(.sky, .png), builder.make(.sky, .jpeg(quality: 85, isSubsampled: true)),
            builder.make(.sky, .webp(quality: 85)),
            builder.make(.noisySky, .png, .gaussian(sigma: builder.pick([3, 8, 15]))),
            builder.make(.noisySky, .png, builder.camera(0)),
            builder.make(.noisySky, .jpeg(quality: builder.pick([75, 90]), isSubsampled: true), builder.camera(1)),
        ]
    }

    /// A photograph, generated or real: clean, small, with every kind of noise, and with things around it.
    static func photograph(_ scene: SyntheticScene) -> [PictureRecipe] {
        let builder = Builder(scene)
        return builder.clean() + builder.noisy() + builder.cameras() + builder.surrounded()
    }
}

/// Makes the recipes of one scene.
private struct Builder {
    let scene: SyntheticScene
    let turn: Int

    init(_ scene: SyntheticScene) {
        self.scene = scene
        turn = scene.number / 2
    }

    func pick<Choice>(_ choices: [Choice]) -> Choice { choices[turn % choices.count] }

    func make(
        _ kind: SyntheticPicture.Kind, _ storage: SyntheticPicture.Storage, view: PictureRecipe.View = .whole,
        _ degradation: Degradation = .none, _ surround: Surround? = nil
    ) -> PictureRecipe {
        let detail = [view.name, degradation.name, surround?.name].compactMap(\.self).map { $0 + "-" }.joined()
        return PictureRecipe(
            name: "\(scene.name)-\(kind.rawValue)-\(detail)\(storage.name)", kind: kind, scene: scene.number,
            storage: storage, view: view, degradation: degradation, surround: surround,
            // Equal for pictures that differ in their file or surround alone.
            seed: scene.seed &+ 17)
    }

    func camera(_ index: Int, isReduced: Bool = false) -> Degradation {
        var random = SplitMix64(seed: scene.seed, purpose: index + 1)
        return .camera(CameraChain(turn: turn + 5 * index, isReduced: isReduced, random: &random))
    }

    func clean() -> [PictureRecipe] {
        let side = [24, 32, 40, 48, 64, 80, 96, 128]
        return [
            make(.photograph, .png),
            make(.photograph, .jpeg(quality: pick([75, 85, 92]), isSubsampled: turn % 2 == 0)),
            make(.thumbnail, .png, view: .thumbnail(side[turn % 8])),
            make(
                .thumbnail, pick([.jpeg(quality: 85, isSubsampled: true), .webp(quality: 85), .grayPNG]),
                view: .thumbnail(side[(turn + 2) % 8])),
            make(.thumbnail, .png, view: .thumbnail(side[(turn + 5) % 8])), make(.collage, .png, view: .collage),
        ]
    }

    func noisy() -> [PictureRecipe] {
        [
            make(.gaussian, .png, .gaussian(sigma: pick([5, 10]))),
            make(.gaussian, pick([.png, .png16]), .gaussian(sigma: pick([15, 25]))),
            make(.gaussian, .grayPNG, .gaussian(sigma: pick([8, 15, 25]), isGray: true)),
            make(.poissonGauss, .png, .poissonGauss),
            make(.gaussianJPEG, .jpeg(quality: pick([85, 75]), isSubsampled: true), .gaussian(sigma: 10)),
            make(.gaussianJPEG, .jpeg(quality: pick([60, 75, 90]), isSubsampled: turn % 2 == 1), .gaussian(sigma: 20)),
            make(.filmGrain, .png, .filmGrain(FilmGrain(sigma: pick([5, 9]), size: pick([0.5, 0.7, 0.9])))),
            make(.banding, .png, .banding(sigma: pick([3, 6]))),
            make(.hotPixels, .png, view: .dimmed(0.3), .hotPixels(share: 0.0005)),
            make(.noisyThumbnail, .png, view: .thumbnail(pick([96, 128])), .gaussian(sigma: 15)),
            make(.noisyCollage, .png, view: .collage, .gaussian(sigma: 12)),
        ]
    }

    func cameras() -> [PictureRecipe] {
        [
            make(.camera, .png, camera(0)), make(.camera, .png, camera(1)),
            make(.cameraJPEG, .jpeg(quality: pick([75, 95, 85]), isSubsampled: true), camera(2)),
            make(.cameraJPEG, .jpeg(quality: pick([90, 60, 75]), isSubsampled: turn % 2 == 0), camera(3)),
            make(.cameraReduced, .png, camera(4, isReduced: true)),
            make(.cameraReduced, .jpeg(quality: pick([80, 90]), isSubsampled: true), camera(5, isReduced: true)),
        ]
    }

    func surrounded() -> [PictureRecipe] {
        let noise = Degradation.gaussian(sigma: 15)
        let colour = pick([Colour.one, .zero, Colour(0.1, 0.3, 0.6), Colour(repeating: 0.94)])
        let jpeg = SyntheticPicture.Storage.jpeg(quality: 90, isSubsampled: true)
        return [
            make(.caption, pick([.png, jpeg]), noise, .caption(height: pick([16, 24, 40]), colour: colour)),
            make(
                .letterbox, pick([jpeg, .png]), noise,
                .letterbox(height: pick([12, 30, 50]), gray: pick([16.0 / 255, 0]))),
            make(.frame, .png, noise, .frame(width: pick([4, 12, 30]), colour: colour)),
            make(.border, .webp(quality: 90), noise, .frame(width: pick([8, 24]), colour: pick([.one, .zero]))),
        ]
    }
}

extension PictureRecipe.View {
    fileprivate var name: String? {
        switch self {
        case .thumbnail(let side): "\(side)px"
        default: nil
        }
    }
}

extension Degradation {
    fileprivate var name: String? {
        switch self {
        case .none, .poissonGauss, .hotPixels: nil
        case .gaussian(let sigma, _), .banding(let sigma): "s\(Int(sigma))"
        case .filmGrain(let grain): "s\(Int(grain.sigma))"
        case .camera(let chain):
            "e\(Int(chain.camera.fullWell))-\(chain.camera.demosaicing.rawValue)-d\(chain.denoising)"
        }
    }
}

extension Surround {
    fileprivate var name: String? {
        switch self {
        case .caption(let height, _), .letterbox(let height, _): "\(height)rows"
        case .frame(let width, _): "\(width)px"
        }
    }
}
