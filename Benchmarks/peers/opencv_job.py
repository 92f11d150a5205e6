"""The whole job with OpenCV, file to file, on one thread: python opencv_job.py nlm|bilateral|copy INPUT OUTPUT"""
import sys

import cv2

work, source, target = sys.argv[1:]
cv2.setNumThreads(1)
image = cv2.imread(source)
if work == "nlm":
    image = cv2.fastNlMeansDenoisingColored(image, None, 10, 10, 7, 21)
elif work == "bilateral":
    image = cv2.bilateralFilter(image, 9, 20, 2)
if work != "copy":
    image = cv2.addWeighted(image, 2, cv2.GaussianBlur(image, (0, 0), 1.0), -1, 0)
cv2.imwrite(target, image, [cv2.IMWRITE_JPEG_QUALITY, 92])
