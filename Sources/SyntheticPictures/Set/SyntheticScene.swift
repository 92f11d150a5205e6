/// One thing to look at, of which several pictures are made. All of them are in the same half of the set.
package struct SyntheticScene: Sendable {
    /// What a scene's pictures are made of.
    enum Source: Sendable {
        case generated(Subject, width: Int, height: Int, seed: UInt64)
        case photograph(@Sendable () throws -> Rendition)
    }

    /// Unlike that of every other scene of the set; even numbers are in half A, odd ones in half B.
    package let number: Int
    /// What it shows, and its number.
    package let name: String
    let source: Source
    /// Seed of whatever is drawn by lot for its pictures.
    let seed: UInt64

    /// The half in which all pictures of the scene are.
    package var half: SceneHalf { SceneHalf(scene: number) }

    /// A photograph as a scene. It is taken for free of noise.
    ///
    /// - Parameters:
    ///   - number: its place in the set.
    ///   - name: for reports.
    ///   - load: gives the picture.
    package init(number: Int, name: String, load: @escaping @Sendable () throws -> Rendition) {
        self.number = number
        self.name = name
        source = .photograph(load)
        seed = UInt64(number) &* 0x9E37_79B9
    }

    init(number: Int, subject: Subject, width: Int, height: Int, seed: UInt64) {
        self.number = number
        name = "\(subject.rawValue)-\(number)"
        source = .generated(subject, width: width, height: height, seed: seed)
        self.seed = seed
    }

    /// The scene without noise: what its pictures are made from.
    ///
    /// - Throws: what loading a photograph throws; generated scenes throw nothing.
    package func rendition() throws -> Rendition {
        switch source {
        case .generated(let subject, let width, let height, let seed):
            subject.rendition(width: width, height: height, seed: seed)
        case .photograph(let load): try load()
        }
    }

    package var group: SceneGroup {
        switch source {
        case .generated(let subject, _, _, _) where subject.isDocument: .document
        case .generated(let subject, _, _, _) where subject.isTexture: .texture
        case .generated(.sky, _, _, _): .sky
        default: .photograph
        }
    }

    /// The pictures to be made of the scene.
    package var recipes: [PictureRecipe] {
        switch source {
        case .generated(let subject, _, _, _) where subject.isDocument: PictureRecipe.document(self, subject)
        case .generated(let subject, _, _, _) where subject.isTexture: PictureRecipe.texture(self)
        case .generated(.sky, _, _, _): PictureRecipe.sky(self)
        default: PictureRecipe.photograph(self)
        }
    }
}
