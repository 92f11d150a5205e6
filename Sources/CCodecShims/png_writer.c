#include "png_shim.h"

#include "png_messages.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

struct png_writer {
    png_messages messages;
    png_structp png;
    png_infop info;
    png_picture picture;
    uint8_t *row; /* one interleaved row */
    uint8_t *bytes;
    size_t count;
    size_t capacity;
};

static void write_bytes(png_structp png, png_bytep from, size_t count) {
    png_writer *writer = png_get_io_ptr(png);
    if (count > writer->capacity - writer->count) {
        size_t capacity = writer->capacity == 0 ? 1 << 16 : writer->capacity * 2;
        while (count > capacity - writer->count) {
            capacity *= 2;
        }
        uint8_t *bytes = realloc(writer->bytes, capacity);
        if (bytes == NULL) {
            png_error(png, "no memory for the file");
        }
        writer->bytes = bytes;
        writer->capacity = capacity;
    }
    memcpy(writer->bytes + writer->count, from, count);
    writer->count += count;
}

/* libpng would flush stdio otherwise. */
static void flush_nothing(png_structp png) {
    (void) png;
}

png_writer *png_writer_create(void) {
    png_writer *writer = calloc(1, sizeof *writer);
    if (writer == NULL) {
        return NULL;
    }
    if (setjmp(writer->messages.jump)) {
        png_writer_destroy(writer);
        return NULL;
    }
    writer->png = png_create_write_struct(
        PNG_LIBPNG_VER_STRING, &writer->messages, png_messages_error, png_messages_warning);
    writer->info = writer->png == NULL ? NULL : png_create_info_struct(writer->png);
    if (writer->info == NULL) {
        png_writer_destroy(writer);
        return NULL;
    }
    png_set_write_fn(writer->png, writer, write_bytes, flush_nothing);
    return writer;
}

void png_writer_destroy(png_writer *writer) {
    if (writer->png != NULL) {
        png_destroy_write_struct(&writer->png, &writer->info);
    }
    free(writer->row);
    free(writer->bytes);
    free(writer);
}

static int color_type(int channels) {
    return (channels >= 3 ? PNG_COLOR_MASK_COLOR : 0) | (channels % 2 == 0 ? PNG_COLOR_MASK_ALPHA : 0);
}

static void set_palette(png_writer *writer, const png_form *form) {
    png_color colors[PNG_MAX_PALETTE_LENGTH];
    const int count = form->palette_count < PNG_MAX_PALETTE_LENGTH ? form->palette_count : PNG_MAX_PALETTE_LENGTH;
    for (int i = 0; i < count; i++) {
        const uint8_t *entry = form->palette + 3 * (size_t) i;
        colors[i] = (png_color) {.red = entry[0], .green = entry[1], .blue = entry[2]};
    }
    png_set_PLTE(writer->png, writer->info, colors, count);
    if (form->alpha_count > 0) {
        png_set_tRNS(writer->png, writer->info, form->palette_alpha, form->alpha_count, NULL);
    }
}

static void set_compression(png_writer *writer, png_compression compression) {
    png_set_filter(
        writer->png, PNG_FILTER_TYPE_BASE, compression == PNG_COMPRESS_PLAIN ? PNG_FILTER_NONE : PNG_ALL_FILTERS);
    /* Filtered rows of photographs hardly repeat: runs and Huffman codes alone give files within -2 to +4 % of
       libpng's default (level 6), noisy or not, in 15 to 60 % of its time. */
    png_set_compression_strategy(
        writer->png, compression == PNG_COMPRESS_RUNS ? Z_RLE : Z_DEFAULT_STRATEGY);
}

png_shim_status png_writer_start(png_writer *writer, const png_picture *picture, const png_form *form) {
    if (setjmp(writer->messages.jump)) {
        return PNG_SHIM_FAILED;
    }
    writer->picture = *picture;
    png_set_user_limits(writer->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_IHDR(
        writer->png, writer->info, picture->width, picture->height, form->bit_depth,
        form->palette != NULL ? PNG_COLOR_TYPE_PALETTE : color_type(picture->channels),
        PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (form->palette != NULL) {
        set_palette(writer, form);
    }
    set_compression(writer, form->compression);
    /* Whatever says how colors are meant has to stand in front of the palette, which the first row brings. */
    png_write_info_before_PLTE(writer->png, writer->info);
    return PNG_SHIM_OK;
}

static void begin_rows(png_writer *writer) {
    png_write_info(writer->png, writer->info);
    png_set_packing(writer->png);
    /* As it is handed to libpng, a sample takes at least a byte. */
    const size_t sample = writer->picture.bit_depth == 16 ? 2 : 1;
    writer->row = calloc(writer->picture.width, sample * (size_t) writer->picture.channels);
    if (writer->row == NULL) {
        png_error(writer->png, "no memory for a row");
    }
}

png_shim_status png_writer_write_chunk(png_writer *writer, const char *type, const uint8_t *bytes, size_t count) {
    if (setjmp(writer->messages.jump)) {
        return PNG_SHIM_FAILED;
    }
    png_write_chunk(writer->png, (png_const_bytep) type, bytes, count);
    return PNG_SHIM_OK;
}

/* Puts `count` samples `channels` apart. */
static inline void gather8(const uint8_t *from, int channels, uint8_t *to, size_t count) {
    for (size_t i = 0; i < count; i++) {
        to[i * (size_t) channels] = from[i];
    }
}

/* As gather8, in the file's big-endian order. */
static inline void gather16(const uint16_t *from, int channels, uint8_t *to, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint8_t *sample = to + 2 * i * (size_t) channels;
        sample[0] = (uint8_t) (from[i] >> 8);
        sample[1] = (uint8_t) from[i];
    }
}

static void load_row(const png_writer *writer, const void *const *planes, const size_t *strides, size_t y) {
    const int channels = writer->picture.channels;
    for (int channel = 0; channel < channels; channel++) {
        const size_t first = y * strides[channel];
        if (writer->picture.bit_depth == 8) {
            const uint8_t *from = (const uint8_t *) planes[channel] + first;
            gather8(from, channels, writer->row + channel, writer->picture.width);
        } else {
            const uint16_t *from = (const uint16_t *) planes[channel] + first;
            gather16(from, channels, writer->row + 2 * channel, writer->picture.width);
        }
    }
}

png_shim_status png_writer_write_rows(
    png_writer *writer, const void *const *planes, const size_t *strides, size_t first_row, size_t row_count,
    codec_stop stop) {
    if (setjmp(writer->messages.jump)) {
        return PNG_SHIM_FAILED;
    }
    if (writer->row == NULL) {
        begin_rows(writer);
    }
    for (size_t y = first_row; y < first_row + row_count; y++) {
        if (codec_stop_is_wanted(stop)) {
            return PNG_SHIM_CANCELLED;
        }
        load_row(writer, planes, strides, y);
        png_write_row(writer->png, writer->row);
    }
    return PNG_SHIM_OK;
}

png_shim_status png_writer_finish(png_writer *writer, const uint8_t **bytes, size_t *count) {
    if (setjmp(writer->messages.jump)) {
        return PNG_SHIM_FAILED;
    }
    png_write_end(writer->png, writer->info);
    *bytes = writer->bytes;
    *count = writer->count;
    return PNG_SHIM_OK;
}

const char *png_writer_error(const png_writer *writer) {
    return writer->messages.error;
}
