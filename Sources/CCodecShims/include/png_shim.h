#ifndef PNG_SHIM_H
#define PNG_SHIM_H

#include "codec_stop.h"
#include <stddef.h>
#include <stdint.h>

/*
 * libpng without its setjmp. Every function that can fail arms setjmp anew and returns a status; after
 * PNG_SHIM_FAILED or PNG_SHIM_CANCELLED only the messages may be read and the object destroyed. libpng never calls into
 * the caller; `codec_stop` is asked between its calls, once a row.
 */

typedef enum {
    PNG_SHIM_OK = 0,
    PNG_SHIM_FAILED = 1,
    PNG_SHIM_CANCELLED = 2,
} png_shim_status;

enum { PNG_SHIM_MAX_CHANNELS = 4 };

/* Reading */

typedef struct png_reader png_reader;

/* The picture as the reader hands it over: 8 or 16 bits a sample, palette expanded, tRNS turned into alpha. */
typedef struct {
    uint32_t width;
    uint32_t height;
    int channels;   /* 1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha */
    int bit_depth;  /* 8 or 16 */
} png_picture;

/* An ancillary chunk as it lies in the file. Bytes belong to the reader. */
typedef struct {
    const uint8_t *bytes;
    size_t count;
    char type[4];
    int is_after_picture;
} png_chunk;

/* A reader over `count` bytes that must stay where they are as long as it lives; NULL without memory.
   No ancillary chunk may take more than `chunk_bytes`. */
png_reader *png_reader_create(const uint8_t *bytes, size_t count, size_t chunk_bytes);
void png_reader_destroy(png_reader *reader);

/* Reads everything up to the picture's first row. */
png_shim_status png_reader_start(png_reader *reader, png_picture *picture);

/* Reads the picture into `channels` planes of `width * height` samples (uint8_t or uint16_t, native byte order).
   An interlaced picture is spread over the planes pass by pass. */
png_shim_status png_reader_read_planes(png_reader *reader, void *const *planes, codec_stop stop);

/* Reads what follows the picture, up to the end chunk. */
png_shim_status png_reader_finish(png_reader *reader);
/* After that: bytes of the file behind the end chunk. */
size_t png_reader_trailing_bytes(const png_reader *reader);

/* What start and finish have found. */
size_t png_reader_chunk_count(const png_reader *reader);
png_chunk png_reader_chunk(const png_reader *reader, size_t index);
/* The last error, and the first few warnings; empty and NULL where there is none. */
const char *png_reader_error(const png_reader *reader);
int png_reader_warning_count(const png_reader *reader);
const char *png_reader_warning(const png_reader *reader, int index);

/* Writing */

typedef struct png_writer png_writer;

/* What the compressor looks for. */
typedef enum {
    /* Runs in filtered rows: photographs. */
    PNG_COMPRESS_RUNS,
    /* Whatever repeats in filtered rows: drawings with gradients. */
    PNG_COMPRESS_FILTERED,
    /* Whatever repeats in the rows themselves: pages, palettes. */
    PNG_COMPRESS_PLAIN,
} png_compression;

/* How the file stores a picture. */
typedef struct {
    int bit_depth; /* 1, 2, 4, 8 or 16; below 8, the picture has one channel of values that fit */
    const uint8_t *palette; /* `palette_count` times red, green, blue, for a picture of indices; else NULL */
    const uint8_t *palette_alpha; /* the alpha of the first `alpha_count` of them */
    int palette_count, alpha_count;
    png_compression compression;
} png_form;

/* NULL without memory. */
png_writer *png_writer_create(void);
void png_writer_destroy(png_writer *writer);

/* Writes the header. What `form` points at is copied. */
png_shim_status png_writer_start(png_writer *writer, const png_picture *picture, const png_form *form);

/* Writes one ancillary chunk; before the planes or after them. */
png_shim_status png_writer_write_chunk(png_writer *writer, const char *type, const uint8_t *bytes, size_t count);

/* Writes the picture's next `row_count` rows from planes whose rows are `strides` samples apart, from `first_row` on. */
png_shim_status png_writer_write_rows(
    png_writer *writer, const void *const *planes, const size_t *strides, size_t first_row, size_t row_count,
    codec_stop stop);

/* Writes the end chunk. The file's bytes belong to the writer. */
png_shim_status png_writer_finish(png_writer *writer, const uint8_t **bytes, size_t *count);

const char *png_writer_error(const png_writer *writer);

/* Compressed chunks */

/* Bytes that belong to the caller, who gives them back to png_shim_release. */
typedef struct {
    uint8_t *bytes; /* NULL after a failure */
    size_t count;
} png_buffer;

typedef enum {
    PNG_INFLATE_OK = 0,
    PNG_INFLATE_DAMAGED = 1,
    PNG_INFLATE_TOO_LARGE = 2, /* more than the limit, or than there is memory */
    PNG_INFLATE_CANCELLED = 3,
} png_inflate_status;

/* Inflates a zlib stream to at most `limit` bytes. `count` also tells how far a failure came. */
png_inflate_status png_shim_inflate(
    const uint8_t *bytes, size_t count, size_t limit, png_buffer *result, codec_stop stop);

/* Deflates to a zlib stream; no `bytes` without memory, or once an end is wanted. */
png_buffer png_shim_deflate(const uint8_t *bytes, size_t count, codec_stop stop);

void png_shim_release(png_buffer buffer);

#endif
