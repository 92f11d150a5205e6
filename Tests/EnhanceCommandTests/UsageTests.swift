import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Usage` {
    let test: CommandTest

    init() throws {
        test = try CommandTest()
        try test.folder.write(SampleFile.png.bytes, to: "a.png")
        try test.folder.write(SampleFile.png.bytes, to: "one/x.png")
        try test.folder.write(SampleFile.png.bytes, to: "two/x.png")
    }

    @Test(arguments: [
        ([], "one of -o FILE"),
        (["--in-place"], "files, directories or -"),
        (["a.png"], "-o FILE, --output-directory DIR, --suffix TEXT and --in-place"),
        (["a.png", "-o", "b.png", "--in-place"], "one of -o FILE"),
        (["a.png", "one/x.png", "-o", "b.png"], "-o takes the result of one image, but there are 2"),
        (["a.png", "-o", "b.png", "--denoise", "6"], "denoise is '6', accepted: an integer from 0 to 5"),
        (["a.png", "-o", "b.png", "--denoise", "-1"], "denoise is '-1', accepted: an integer from 0 to 5"),
        (["a.png", "-o", "b.png", "--sharpen=-1"], "sharpen is '-1', accepted: an integer from 0 to 5"),
        (["a.png", "-o", "b.png", "--method", "median"], "method is 'median', accepted: auto, bilateral, nlm"),
        (["a.png", "-o", "b.png", "--noise-sigma", "0"], "a number over 0 and up to 100"),
        (["a.png", "-o", "b.png", "--quality", "0"], "an integer from 1 to 100"),
        (["a.png", "-o", "b.png", "--metadata", "some"], "keep, strip, icc"),
        (["a.png", "-o", "b.png", "--jobs", "0"], "jobs is '0', accepted: an integer from 1"),
        (["a.png", "-o", "b.png", "--threads", "0"], "threads is '0', accepted: an integer from 1"),
        (["a.png", "-o", "-", "--json"], "can't both go to standard output"),
        (["a.png", "--suffix", "a/b"], "suffix is 'a/b', accepted: text without a slash"),
        (["a.png", "-o", "b.png", "--suffix", "-x"], "one of -o FILE"),
        (["a.png", "-o", "b.png", "--report", "r"], "--report goes with --json"),
        (["a.png", "-o", "b.png", "--base-directory", "one"], "--base-directory goes with --files-from"),
        (["a.png", "-o", "b.png", "--quiet", "--verbose"], "exclude each other"),
        (["a.png", "--in-place", "--skip-existing"], "would skip every input"),
        (["-", "--output-directory", "out"], "standard input needs -o"),
        (["one/x.png", "two/x.png", "--output-directory", "out"], "would both become out/x.png"),
        (["one", "--output-directory", "one"], "one/x.png is an input and would be overwritten"),
        (["one", "two/x.png", "--output-directory", "two"], "would both become two/x.png"),
        (["--files-from", "missing", "-o", "b.png"], "--files-from: cannot read missing"),
        (["a.png", "-o", "b.png", "--no-such-option"], "Unknown option"),
        (["--contact-sheet", "sheet.png"], "take exactly one image"),
        (["--contact-sheet", "sheet.png", "a.png", "one/x.png"], "take exactly one image"),
        (["--profile", "a.png", "--files-from", "a.png"], "take exactly one image"),
        (["--contact-sheet", "sheet.png", "a.png", "-o", "b.png"], "write no enhanced image"),
        (["--compare", "sheet.png", "a.png", "--in-place"], "write no enhanced image"),
        (["--profile", "a.png", "--output-directory", "out"], "write no enhanced image"),
        (["--contact-sheet", "sheet.png", "--compare", "b.png", "a.png"], "exclude each other"),
        (["--compare", "./a.png", "a.png"], "./a.png is the input and would be overwritten"),
        (["--compare", "sheet.png", "one"], "one is a directory"),
        (["--compare", "sheet.png", "a.png", "--json"], "--json goes with --profile"),
        (["--contact-sheet", "sheet.png", "a.png", "--denoise", "2"], "shows every level"),
        (["--profile", "a.png", "--recursive"], "for enhancing"),
        (["--profile", "a.png", "--crop-size", "100"], "goes with --contact-sheet or --compare"),
        (
            ["--compare", "sheet.png", "a.png", "--crop-size", "15"],
            "crop-size is '15', accepted: an integer from 16 to 1024"
        ),
    ])
    func `wrong usage has status 64, a message and no effect`(arguments: [String], message: String) throws {
        let before = try test.folder.files()
        let result = try test.run(arguments)
        #expect(result.outcome == .exit(64))
        #expect(result.standardError.contains(message))
        #expect(result.standardOutput.isEmpty)
        #expect(try test.folder.files() == before)
        for file in before { #expect(try test.folder.read(file) == SampleFile.png.bytes) }
    }

    @Test func `shells are told the options, their values, and where files go`() throws {
        let script = try test.run(["--generate-completion-script", "fish"]).standardOutputText
        func line(_ option: String) -> Substring? {
            script.split(separator: "\n").first { $0.contains("-l '\(option)'") || $0.contains("-l \(option) ") }
        }
        for (option, values) in [
            ("method", ["auto", "bilateral", "nlm"]), ("denoise", ["0", "5"]), ("fail-on", ["loss"]),
        ] {
            let offered = try #require(line(option), "\(option)")
            for value in values { #expect(offered.contains(value), "\(option) \(value)") }
        }
        #expect(try !#require(line("files-from")).contains("-rfka ''"))
        #expect(!script.contains("instruction-set"))
    }

    @Test func `the version is told`() throws {
        let result = try test.run(["--version"])
        #expect(result.isSilent())
        #expect(result.standardOutputText.wholeMatch(of: /enhance \d+\.\d+\.\d+\n/) != nil)
    }

    @Test func `help is this text`() throws {
        let result = try test.run(["--help"], environment: ["COLUMNS": "80"])
        #expect(result.isSilent())
        #expect(result.standardOutputText == help)
    }
}

private let help = """
    OVERVIEW: Remove noise from JPEG, PNG and WebP images and sharpen them.

    The result has the format, size and metadata of the input; the content of a
    file decides, not its name. Nothing is overwritten unless -o,
    --output-directory, --suffix or --in-place says so.

    --contact-sheet, --compare and --profile show what there is to gain, to choose
    levels by looking.

    Exit status: 0 all images done, 1 some failed, 2 none done, 64 wrong usage.

    USAGE: enhance [<options>] [<input> ...]

    ARGUMENTS:
      <input>                 Image files, directories of images, or - for standard
                              input.

    OUTPUT:
      -o, --output <file>     Write the result of the only input here, - for
                              standard output.
      --output-directory <directory>
                              Write results into this directory, in the tree in
                              which input directories hold them.
      --suffix <text>         Write results beside their inputs, with this behind
                              the name: photo-better.jpg for -better.
      --in-place              Replace the inputs. Pictures that lost a part stay as
                              they are, unless --fail-on error is given.
      --force                 With --in-place, enhance again what says that it was
                              enhanced.
      --follow-links          Write through links that are in the output directory,
                              wherever they lead.
      --skip-existing         Leave inputs alone whose output exists and is no
                              older.
      --preserve-times        Give results the modification time of their input.

    ENHANCEMENT:
      --denoise <level>       Noise removal, 0 = off: an integer from 0 to 5
                              (default: 3).
      --sharpen <level>       Sharpening of luma, 0 = off: an integer from 0 to 5
                              (default: 3).
      --ignore-error          Give back the original where the image can't be
                              decoded or is too large.
      --method <method>       How noise is removed: auto, bilateral, nlm (default:
                              auto).
      --noise-sigma <sigma>   Standard deviation of the noise on the 8-bit scale: a
                              number over 0 and up to 100 (default: estimated from
                              the image).
      --quality <quality>     Quality of JPEG and lossy WebP: auto (the source's,
                              but at least 90), source, or an integer from 1 to 100
                              (default: auto).
      --metadata <what>       Which metadata goes into the result: keep, strip, icc
                              (default: keep).
      --max-pixels <count>    Refuse images of more pixels: an integer from 1
                              (default: 250000000).
      --max-bytes <bytes>     Refuse larger files: an integer from 1 (default:
                              33554432, on the command line at least that).
      --max-memory <bytes>    Refuse images that would take more memory: an integer
                              from 1 (default: 1073741824, or what there is).
      --timeout <seconds>     Give up images that take longer: a number over 0 and
                              up to 86400 (default: none).
      --fail-on <severity>    What makes a damaged image fail: warning, loss, error
                              (default: error).
      --threads <count>       Threads to use in all: an integer from 1 to 1024
                              (default: one per processor core).
      --crop-size <pixels>    Side in pixels of what sheets show of the picture: an
                              integer from 16 to 1024 (default: 160, for a
                              comparison 240).

    BATCHES:
      --recursive             Process input directories with all below them;
                              without it only the images directly inside.
      --files-from <file>     Read more inputs from this file, one a line, - for
                              standard input.
      -0, --null              What --files-from reads has a NUL behind each name
                              instead of a line's end.
      --base-directory <directory>
                              The directory that names in --files-from begin at;
                              below --output-directory, results keep their tree.
      --jobs <count>          Images to work on at once: an integer from 1
                              (default: as many as there are threads).
      --dry-run               Only say what would be written, by what the files'
                              headers say.
      --json                  Print a report in JSON on standard output.
      --report <file>         Write the report of --json here instead, so that -o -
                              can be used too.
      --json-lines            Print a line of JSON about each image as it is done,
                              and at last one with the totals.
      -q, --quiet             No progress line on the terminal.
      -v, --verbose           One line about each image on standard error.

    LOOKING INSTEAD OF ENHANCING:
      --contact-sheet <file>  Write a PNG that shows a crop of the picture at every
                              denoise and sharpen level, - for standard output.
      --compare <file>        Write a PNG that shows a crop before and after side
                              by side, - for standard output.
      --profile               Print the noise found in the picture; with --json as
                              JSON.

    OPTIONS:
      --version               Show the version.
      -h, --help              Show help information.


    """
