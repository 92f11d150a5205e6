internal import Foundation

/// Small files of each format that an independent encoder (Pillow) wrote: 24 × 16 pixels of noisy gradient.
public struct SampleFile: Sendable, CustomStringConvertible {
    public static let width = 24
    public static let height = 16

    public let description: String
    public let bytes: [UInt8]

    /// 4:2:0, quality 92, EXIF orientation 6.
    public static let jpeg = SampleFile(
        "jpeg",
        base64: """
            /9j/4AAQSkZJRgABAQAAAQABAAD/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBA
            gGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/2wBDAQMDAwQDBAgEBAgQCwkLEBAQEBAQEBAQEBAQEBAQEBAQEBAQ
            EBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBD/wAARCAAQABgDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8
            QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdI
            SUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+
            Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJB
            UQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhY
            aHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwD5
            E0LwGwk3lAxXG5SpOOhyPb/D8vozQ/2VPkiA8QReXt+VxZ7lQ47ESY9PzHtUGieAEkcERbVDYUgEEA+nqMdP/wBWPpHRfGUgYBfCbdsE3eQcnG
            PuHt/LmvOwGKWmup4fCfGzjyvnPmfQ/AD5RmiO7CkMB1AHU4/P8aK+h9B8BEKY2VnLqAA53AAcdT2PHbFFfTU6/u6v8D+hMr47gsOuedv69Gf/
            2Q==
            """)

    /// 8-bit RGB.
    public static let png = SampleFile(
        "png",
        base64: """
            iVBORw0KGgoAAAANSUhEUgAAABgAAAAQCAIAAACDRijCAAADZ0lEQVR4nAXBWW7bRgAA0Nk3DofkkBItWakTNDcoUPSz5+xFeojeoL8BhNS2LF
            rchpyt78Hjd+0hM5FUgYMULWIxCl2W89WfG3FZgDBmvMGSJI6UFFBzHVM6PhqQvdQgZ2mpl7hGq6IWLATJHNaywb4sTEWAeO3OnmH18WTHOLZ9
            graBFmBYieVenOBHv4ZGB1UgBrNXEnBSABgqXmzLqi6RXhsGxr1ojY53nCSY+ArURYTxmc1vG5JM+o/TlNgp2o5sD+4OoEycDSQQpwnJdmUbWw
            PAJ5IfogBw5lTVY53FwvW2J2yvAVQi4XHcDkbLsJAfwrWJwrUhIGaTJHEKdJhCGNU5pQGtuK2zgtT8/sdvpee+p/UN6QwF6VoKJwr//edv/Hbx
            FL3XMfNqyvKyiol70nR8dcIsHOgJMBT2+g7i2cNUccUyQRTUDmPNp208xdod2EyJTMHqJWe9YYMyylDXhAgsZxMeAET0S4cWVJpymYYc5JlBQP
            kKE2kiVKOYbW4TD3P/taxDs8T9XShNHXpQgZ5GTv5rch+4g7X3C1Bmpc5XvZnS+L6jwgBPu1bsaTHuGbrIc/Y74QE7mOpLMbrwDHk8HJbPgXhX
            xApY/OB+/hSjiTbvsNGRvryISKJ/u9m9/GGhgsg0cX+Aky8KNuRt3heR7chqjvebF0hdxBbwLPJylnx7iaE5m3ZeDngLGcfdSjlc0Lc429dH5a
            GqYNivK7zeapbo55dVt9hjaE5HoisgPfL5WOiIj7vkYBn21KfiLPKni+KYwJLHkvJSeJ9NF9lZi4cG/F0vPa3c5F1jTh+JbLz3/OeTcO4t1H03
            Ibvz6QDUJ11MV5FIvK54BSZsiiE8mMu/xrw/F3e/SqtkiNmewnms3+Dprz9N6Pk8zNpYJ2wASdKDLkcO1Xv6QtSVhDqzJ5LAW9vALqG5SWw58D
            pvgpnjCH3mZAvEi/pKXKG6J8qouH1g2xEOHgxvKLfrMCLj24wY5LAtw63ZToCOQ3+kn3krB4+Nqih9TbwmsXTdPbqkNj0/kcOagFdqy2uLqmRI
            AHTCP3+h3+54XyNt5WOEfbP4d26/K0QdT2hAvEW8JMCL7Ss9fWDAyCt1IlQqxK1TcdRzlC+HjNYjRILiQjc7Q13KW/iS2kDvQxIMosKAfMxx+x
            +c+dbKmeV5LQAAAABJRU5ErkJggg==
            """)

    /// Lossy.
    public static let webp = SampleFile(
        "webp",
        base64: """
            UklGRqIAAABXRUJQVlA4IJYAAADwBACdASoYABAAPm0skkWkIqGYBABABsS2AE6coJ0v8ADp+z9h9QOplF3My5dpUdwA/vt576F6taj0rGrHQe
            omMvL2f/XgMrhTkZJRYMyF3i63nQiKSuF/zI57wijXcXIWLLV6AA4feyOHEEK0wgoP3bmGFXlGBdaWHb/65EZtUv1V+HLBBwJTsbOShQEl3mul
            56kAAAA=
            """)

    /// Two frames of 8 × 8 pixels.
    public static let animatedPNG = SampleFile(
        "animatedPNG",
        base64: """
            iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAACGFjVEwAAAACAAAAAPONk3AAAAAaZmNUTAAAAAAAAAAIAAAACAAAAAAAAAAAAA
            AAAQAAw3t8MwAAAKtJREFUeJwFwcmOAiEQANACikWW6sWORjOZk///WSYzF422gAKN77HDxRemqOFQNWxt5qo140PgycoZIvJdrylMogRHA4L5
            RwesDtq9Y7I/TV4nBc+P25PH7BH7nNRbpQrihP1hHLCXxmxhEZKxZs/bdudJ7MdumSScFp2yoajBr6B4/Yw3aOfC0Ijdi+oDoPHfhUceKMT13i
            v+Tf1YdWZjKREsJZnLcKR1+wKgckeneTXxKwAAABpmY1RMAAAAAQAAAAgAAAAIAAAAAAAAAAAAAAABAABYCJbnAAAAumZkQVQAAAACeJwFwVty
            gjAUANCbeEPCIwlQC8o4ww70ww9dQPe/jX6oLUwpYsJNPIedvo5yk+xjhmQu17P20reifHCEJqyu/AXqPAtWZklELqBcMOcF10bP0xDXtEsYCP
            lkASuEzDzF4m1rpvB3dzw34MX2Q+Govg3V0bGqINH3ipD87VE7lK+eAA+V+f+Jm9caJXM61cMOsXGphHlwoQ15p+K4kGoCzCgqO/HayekTslHM
            ZmuR0Bf2DbVpSxBRk83lAAAAAElFTkSuQmCC
            """)

    /// One of each format.
    public static let images = [jpeg, png, webp]

    /// The beginning of a file of each format, and no pixels.
    public static let headers = images.map { SampleFile("header of \($0)", Array($0.bytes.prefix(40))) }

    public static let empty = SampleFile("empty", [])
    public static let text = SampleFile("text", Array("no image, just words".utf8))

    private init(_ description: String, _ bytes: [UInt8]) {
        self.description = description
        self.bytes = bytes
    }

    private init(_ description: String, base64: String) {
        self.init(description, [UInt8](Data(base64Encoded: base64, options: .ignoreUnknownCharacters)!))
    }
}
