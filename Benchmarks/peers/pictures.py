"""The pictures that are measured on: the clean village of testdata/, enlarged by mirroring, with seeded noise."""
import cv2
import numpy as np


def noisy(clean, width, height, deviation):
    """Width × height pixels: the picture and its mirror images in turn, so that no seam adds detail."""
    both = np.concatenate([clean, clean[:, ::-1]], axis=1)
    tile = np.concatenate([both, both[::-1]], axis=0)
    across, down = -(-width // tile.shape[1]), -(-height // tile.shape[0])
    picture = np.tile(tile, (down, across, 1))[:height, :width]
    noise = np.random.default_rng(1).standard_normal(picture.shape, dtype=np.float32)
    return np.clip(np.rint(picture + deviation * noise), 0, 255).astype(np.uint8)


def make(root, folder):
    """Writes gray.pgm and colour.ppm (1 MP) and job.jpg (12 MP, 4:2:0, quality 92)."""
    clean = cv2.imread(str(root / "testdata/reference/village-clean.png"))
    colour = noisy(clean, 1152, 864, 10)
    cv2.imwrite(str(folder / "colour.ppm"), colour)
    cv2.imwrite(str(folder / "gray.pgm"), cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY))
    # Twice the size first: a camera's 12 MP hold less detail per pixel than a small picture.
    double = cv2.resize(clean, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    cv2.imwrite(str(folder / "job.jpg"), noisy(double, 4000, 3000, 8), [cv2.IMWRITE_JPEG_QUALITY, 92])
