/// Scenes that are alike in what matters to a filter.
package enum SceneGroup: String, Sendable, CaseIterable {
    case photograph, document, texture, sky
}
