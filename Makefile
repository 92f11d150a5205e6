# Nothing here is needed to use the package; these are the commands people (and CI) type most.

# Pixel code crawls without optimisation, so tests run in release, with assertions; they have their own build folder
# because these options would make every change between them and the tool a full rebuild.
TEST = swift test -c release -Xswiftc -enable-testing -Xswiftc -assert-config -Xswiftc Debug --scratch-path .build-test
SOURCES = Package.swift Sources Tests \
	$(addprefix Benchmarks/,Package.swift Sources Filters Codecs Pipeline) \
	$(addprefix Service/,Package.swift Sources Tests) $(addprefix Bindings/C/,Package.swift Sources)
PICTURES = testdata/pictures
QUALITY =
LOAD =
TIME = 600
VENV = .venv-bench
PREFIX = /usr/local
MUTANTS =
IMAGES = testdata/jpeg/village.jpg testdata/png/rgb.png testdata/webp/lossy.webp testdata/webp/lossless.webp

.PHONY: help demo build install test mutants docs lint format testdata pictures quality bench bench-stop bench-peers serve test-service \
	bench-service load-service soak-service c-library test-c wheel test-python test-clusters clean

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo: build ## Enhance testdata/ into demo-output/, and show it before and after; PHOTO=path takes yours
	@.ci/demo $(if $(PHOTO),"$(PHOTO)")

build: ## The command-line tool, as .build/release/enhance
	@.ci/install-libraries
	swift build -c release --product enhance

install: build ## The tool with its libraries, manual and completions into PREFIX (/usr/local)
	@.ci/install "$(DESTDIR)$(PREFIX)"

test: ## All tests; IMAGE_ENHANCE_DATA=folder adds those that need the data set
	@.ci/install-libraries
	@.ci/tests $(TEST)

mutants: ## Small changes for the worse, of which the tests must notice each; takes hours. MUTANTS="--only quality"
	@.ci/install-libraries
	Tests/Mutants/run.py $(MUTANTS)

docs: ## The documentation as a site in .build/documentation
	@.ci/install-libraries
	@.ci/docs

lint: ## Check the layout of the sources
	swift format lint -r --strict $(SOURCES)

format: ## Lay the sources out as lint wants them
	swift format -i -r $(SOURCES)

testdata: ## Make the samples in testdata/ anew
	@.ci/install-libraries
	swift run -c release generate-testdata testdata

pictures: build ## Make the README's pictures anew, from testdata/
	.build/release/enhance --compare $(PICTURES)/before-after.png testdata/jpeg/village.jpg
	.build/release/enhance --contact-sheet $(PICTURES)/contact-sheet.png --crop-size 72 testdata/jpeg/village.jpg

quality: ## What the engine does to generated pictures whose truth is known; QUALITY="--kinds page --levels 3"
	@.ci/install-libraries
	swift run -c release measure-quality $(QUALITY)

bench: ## Filters, codecs and the pipeline alone, by ordo-one/benchmark
	@.ci/install-libraries
	swift package --package-path Benchmarks --disable-sandbox benchmark

bench-stop: ## CPU time that images take after they were cancelled; IMAGES="files"
	@.ci/install-libraries
	swift run -c release --package-path Benchmarks stop-bench $(IMAGES)

bench-peers: build ## Beside OpenCV, scikit-image and libvips; writes Benchmarks/Results and the README's table
	swift build -c release --package-path Benchmarks --product filter-bench
	$(VENV)/bin/python -c 'import cv2, skimage' 2>/dev/null || \
		{ python3 -m venv $(VENV) && $(VENV)/bin/pip install -q -r Benchmarks/peers/requirements.txt; }
	$(VENV)/bin/python Benchmarks/peers/bench_peers.py

serve: ## The HTTP service on testdata/, with a line to try it; see Service/README.md
	@.ci/serve

test-service: build ## The service's tests, also by real clients from PyPI; the first build takes minutes
	swift build -c release --package-path Service --product enhance-server
	swift build -c release --package-path Service --product image-enhance-servicePackageTests
	swift test -c release --package-path Service --skip-build
	Service/Tests/EndToEnd/run

bench-service: build ## What the service costs beside the bare engine, and how it bears load
	swift build -c release --package-path Service --product enhance-server
	python3 Service/Benchmarks/measure.py

load-service: ## Load on a server of its own, or on yours; LOAD="--clients 64 --seconds 1800 --kill 60"
	swift build -c release --package-path Service --product enhance-server
	python3 Service/Benchmarks/load.py $(LOAD)

soak-service: build ## Two servers under mixed load while all around them fails; TIME=1800 seconds
	swift build -c release --package-path Service --product enhance-server
	python3 Service/Benchmarks/soak.py --seconds $(TIME)

c-library test-c: PREFIX = Bindings/C/.build-prefix
c-library: ## The C library with header and pkg-config file, into PREFIX=folder; see Bindings/README.md
	Bindings/C/build $(PREFIX)

test-c: build c-library ## What the C library exports and needs, and every function from C
	Bindings/C/Tests/run $(PREFIX)

wheel: ## The Python package, as Bindings/Python/dist/*.whl
	@.ci/install-libraries
	Bindings/Python/build-wheel

test-python: build wheel ## The Python package's tests, also in a bare Debian; needs PyPI
	Bindings/Python/tests/run

test-clusters: build wheel ## The Python package over Spark and Ray; fetches half a gigabyte from PyPI
	Bindings/Python/tests/run clusters

clean: ## Remove what was built and the demo's output
	rm -rf .build .build-test Benchmarks/.build Service/.build demo-output .venv-bench \
		Bindings/C/.build* Bindings/Python/.build* Bindings/Python/.venv* Bindings/Python/dist
