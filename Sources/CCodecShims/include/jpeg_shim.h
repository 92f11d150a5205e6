// libjpeg-turbo for Swift: raw planes in, raw planes out.
//
// libjpeg reports errors by longjmp, which must never cross a Swift frame. So every function here that calls the
// library arms its own setjmp and returns a status, and nothing of Swift's is called but `codec_stop`. After a status other
// than JPEG_OK only the message, the warnings and the destroy function of the object may be used.
#ifndef JPEG_SHIM_H
#define JPEG_SHIM_H

#include "codec_stop.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Four components: the limit of a scan, and that of libjpeg-turbo's decoder for the whole picture.
enum { JPEG_COMPONENT_LIMIT = 4, JPEG_TABLE_SIZE = 64, JPEG_DIMENSION_LIMIT = 65500 };
// Blocks in an MCU. Where all components together have more, each is written in a scan of its own.
enum { JPEG_MCU_BLOCK_LIMIT = 10 };
// APPn and COM markers in front of the picture: 16 MiB of metadata are 257 full ones.
enum { JPEG_SEGMENT_LIMIT = 65536 };
// Huffman codes: slots for DC and AC each, code lengths from 0 (never used) to 16 bits, possible symbols.
enum { JPEG_CODE_SLOTS = 2, JPEG_CODE_LENGTHS = 17, JPEG_SYMBOLS = 256 };

typedef enum {
    JPEG_OK,
    JPEG_MALFORMED,
    JPEG_UNSUPPORTED,
    JPEG_TOO_LARGE,
    JPEG_OUT_OF_MEMORY,
    JPEG_CANCELLED,
} jpeg_status;

typedef enum {
    JPEG_COLOR_UNKNOWN, // refused by reader and writer
    JPEG_COLOR_GRAY,
    JPEG_COLOR_YCBCR,
    JPEG_COLOR_RGB,
    JPEG_COLOR_CMYK,
    JPEG_COLOR_YCCK,
} jpeg_color;

/// What the frame header and the markers libjpeg interprets say about the whole picture.
typedef struct {
    uint32_t width, height;
    int component_count;
    jpeg_color color;
    bool is_progressive;
    uint32_t restart_interval; // MCUs, 0 for none
    bool has_jfif;
    uint8_t jfif_major, jfif_minor, density_unit;
    uint16_t density_x, density_y;
    bool has_adobe;
    uint8_t adobe_transform; // told by the reader; the writer derives it from the color
} jpeg_frame;

/// One component's sampling factors and size in samples.
typedef struct {
    int horizontal, vertical;
    uint32_t width, height;
} jpeg_component;

/// An APPn or COM marker; `bytes` lie in the file that the reader was opened with.
typedef struct {
    uint8_t code;
    const uint8_t *bytes;
    size_t count;
    size_t position; // of `bytes` in the file
} jpeg_segment;

// MARK: Reading. Order: create, open, (look at frame, components, segments), start, (tables), row groups, finish.

typedef struct jpeg_reader jpeg_reader;

/// NULL when there is no memory. `stop` is asked once for every MCU row of each scan.
jpeg_reader *jpeg_reader_create(codec_stop stop);
void jpeg_reader_destroy(jpeg_reader *reader);
/// The error after a status other than JPEG_OK, one line.
const char *jpeg_reader_message(const jpeg_reader *reader);
/// How often libjpeg had to repair or ignore something.
size_t jpeg_reader_warning_count(const jpeg_reader *reader);
/// Whether a warning, a later one too, said that part of the picture is missing.
bool jpeg_reader_lost_picture(const jpeg_reader *reader);
/// The text of one of the first warnings; NULL past those that were kept.
const char *jpeg_reader_warning(const jpeg_reader *reader, size_t index);

/// Whether that warning said so.
bool jpeg_reader_warning_is_loss(const jpeg_reader *reader, size_t index);

/// Reads up to the first scan. `bytes` must outlive the reader. Nothing is allocated that depends on the picture's size.
jpeg_status jpeg_reader_open(jpeg_reader *reader, const uint8_t *bytes, size_t count);

// Valid after jpeg_reader_open.
jpeg_frame jpeg_reader_frame(const jpeg_reader *reader);
bool jpeg_reader_is_arithmetic(const jpeg_reader *reader);
jpeg_component jpeg_reader_component(const jpeg_reader *reader, int index);
/// Bytes libjpeg will allocate for coefficients: 0 for a file that is decoded as it is read.
uint64_t jpeg_reader_coefficient_bytes(const jpeg_reader *reader);
/// The segments in file order.
size_t jpeg_reader_segment_count(const jpeg_reader *reader);
jpeg_segment jpeg_reader_segment(const jpeg_reader *reader, size_t index);

/// Allocates what decoding needs; for files of several scans it reads them all, or fails after `scan_limit` of them.
jpeg_status jpeg_reader_start(jpeg_reader *reader, int scan_limit);
/// The component's quantisation table in row-major order, known after jpeg_reader_start; false if the file has none.
bool jpeg_reader_table(const jpeg_reader *reader, int index, uint16_t table[JPEG_TABLE_SIZE]);
/// Decodes the next MCU row: 8 times its vertical factor rows of each component.
jpeg_status jpeg_reader_read_row_group(jpeg_reader *reader);
/// Row `row` of the last row group, at least as long as the component is wide.
const uint8_t *jpeg_reader_row(const jpeg_reader *reader, int index, int row);
/// Reads from the end of the picture to the end of the file, where damage may show that the picture is wrong too.
/// Frame, components, tables and rows are gone afterwards.
jpeg_status jpeg_reader_finish(jpeg_reader *reader);
/// After finish: bytes of the file that follow the end of the picture's.
size_t jpeg_reader_trailing_bytes(const jpeg_reader *reader);

// MARK: Writing. Order: create, open, set_component for each, set_code where known, start, segments, row groups, finish.

typedef struct jpeg_writer jpeg_writer;

/// NULL when there is no memory. `stop` is asked once for every MCU row of each pass.
jpeg_writer *jpeg_writer_create(codec_stop stop);
void jpeg_writer_destroy(jpeg_writer *writer);
const char *jpeg_writer_message(const jpeg_writer *writer);

jpeg_status jpeg_writer_open(jpeg_writer *writer, const jpeg_frame *frame);
/// The table libjpeg uses for the component at a quality of 1 to 100. To be asked before set_component.
jpeg_status jpeg_writer_standard_table(
    jpeg_writer *writer, int index, int quality, uint16_t table[JPEG_TABLE_SIZE]);
/// Entries of `table` are clamped to 1...255, so that the file stays baseline.
jpeg_status jpeg_writer_set_component(
    jpeg_writer *writer, int index, int horizontal, int vertical, const uint16_t table[JPEG_TABLE_SIZE]);
/// Codes for the DC or AC symbols of a slot: `counts[n]` codes of n bits, and the symbols in the order of their codes.
/// With codes for all slots a sequential file is written in one pass. Without, and always in a progressive one,
/// libjpeg finds the best codes itself, for which it keeps all coefficients in memory.
jpeg_status jpeg_writer_set_code(
    jpeg_writer *writer, bool is_ac, int slot, const uint8_t counts[JPEG_CODE_LENGTHS], const uint8_t *symbols);
jpeg_status jpeg_writer_start(jpeg_writer *writer);
jpeg_status jpeg_writer_write_segment(jpeg_writer *writer, uint8_t code, const uint8_t *bytes, size_t count);
/// Takes the component's rows of the next row group, `stride` bytes apart. Fewer rows than a group has are enough
/// at the lower edge. Rows have the component's width; what a block needs beyond it is filled in.
jpeg_status jpeg_writer_put_rows(
    jpeg_writer *writer, int index, const uint8_t *samples, size_t stride, size_t row_count);
jpeg_status jpeg_writer_write_row_group(jpeg_writer *writer);
/// After finish: the length in bits of each symbol's code, 0 where a symbol did not occur.
void jpeg_writer_code_lengths(const jpeg_writer *writer, bool is_ac, int slot, uint8_t lengths[JPEG_SYMBOLS]);
/// The finished file; `bytes` belong to the writer.
jpeg_status jpeg_writer_finish(jpeg_writer *writer, const uint8_t **bytes, size_t *count);

#endif
