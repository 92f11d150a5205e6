"""What pyproject.toml can't say: the wheel holds a library for one platform, but for every Python."""

import re
from pathlib import Path

from setuptools import setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.dist import Distribution

ENGINE = Path(__file__).parent / "../../Sources/ImageEnhance/EngineVersion.swift"


class PlatformDistribution(Distribution):
    def has_ext_modules(self):
        return True


class PlatformWheel(bdist_wheel):
    def get_tag(self):
        _, _, platform = super().get_tag()
        return "py3", "none", platform


setup(
    version=re.search(r'engineVersion = "(.*)"', ENGINE.read_text()).group(1),
    distclass=PlatformDistribution,
    cmdclass={"bdist_wheel": PlatformWheel},
)
