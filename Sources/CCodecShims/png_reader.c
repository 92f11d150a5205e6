#include "png_shim.h"

#include "png_messages.h"

#include <stdlib.h>
#include <string.h>

struct png_reader {
    png_messages messages;
    png_structp png;
    png_infop info;
    const uint8_t *bytes;
    size_t count;
    size_t position;
    png_picture picture;
    int is_interlaced;
    uint8_t *row; /* one interleaved row, as long as libpng says */
};

static void read_bytes(png_structp png, png_bytep into, size_t count) {
    png_reader *reader = png_get_io_ptr(png);
    if (count > reader->count - reader->position) {
        png_error(png, "the file ends too early");
    }
    memcpy(into, reader->bytes + reader->position, count);
    reader->position += count;
}

png_reader *png_reader_create(const uint8_t *bytes, size_t count, size_t chunk_bytes) {
    png_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) {
        return NULL;
    }
    reader->bytes = bytes;
    reader->count = count;
    if (setjmp(reader->messages.jump)) {
        png_reader_destroy(reader);
        return NULL;
    }
    reader->png = png_create_read_struct(
        PNG_LIBPNG_VER_STRING, &reader->messages, png_messages_error, png_messages_warning);
    reader->info = reader->png == NULL ? NULL : png_create_info_struct(reader->png);
    if (reader->info == NULL) {
        png_reader_destroy(reader);
        return NULL;
    }
    png_set_read_fn(reader->png, reader, read_bytes);
    /* The caller has checked the size already, by its own limits. */
    png_set_user_limits(reader->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_chunk_malloc_max(reader->png, chunk_bytes);
    /* All ancillary chunks but tRNS come as they are: none is inflated, each can be written again unchanged, and
       profiles that libpng frowns at are kept like others. */
    png_set_keep_unknown_chunks(reader->png, PNG_HANDLE_CHUNK_ALWAYS, NULL, -1);
    return reader;
}

void png_reader_destroy(png_reader *reader) {
    if (reader->png != NULL) {
        png_destroy_read_struct(&reader->png, &reader->info, NULL);
    }
    free(reader->row);
    free(reader);
}

png_shim_status png_reader_start(png_reader *reader, png_picture *picture) {
    if (setjmp(reader->messages.jump)) {
        return PNG_SHIM_FAILED;
    }
    png_read_info(reader->png, reader->info);
    png_set_expand(reader->png);
    reader->is_interlaced = png_get_interlace_type(reader->png, reader->info) != PNG_INTERLACE_NONE;
    /* Interlace handling stays off: libpng then gives the seven passes as small pictures of their own, and no
       interleaved copy of the whole has to be held. */
    png_read_update_info(reader->png, reader->info);
    reader->picture.width = png_get_image_width(reader->png, reader->info);
    reader->picture.height = png_get_image_height(reader->png, reader->info);
    reader->picture.channels = png_get_channels(reader->png, reader->info);
    reader->picture.bit_depth = png_get_bit_depth(reader->png, reader->info);
    reader->row = malloc(png_get_rowbytes(reader->png, reader->info));
    if (reader->row == NULL) {
        png_error(reader->png, "no memory for a row");
    }
    *picture = reader->picture;
    return PNG_SHIM_OK;
}

/* Spreads `count` samples that lie `channels` apart over every `step`th sample of a row. */
static inline void spread8(const uint8_t *from, int channels, uint8_t *to, size_t step, size_t count) {
    for (size_t i = 0; i < count; i++) {
        to[i * step] = from[i * (size_t) channels];
    }
}

/* As spread8, from the file's big-endian samples. */
static inline void spread16(const uint8_t *from, int channels, uint16_t *to, size_t step, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const uint8_t *sample = from + 2 * i * (size_t) channels;
        to[i * step] = (uint16_t) (sample[0] << 8 | sample[1]);
    }
}

/* Constant channel counts and step let the compiler vectorise. */
static void spread_row8(const uint8_t *from, int channels, uint8_t *to, size_t step, size_t count) {
    if (step != 1) {
        spread8(from, channels, to, step, count);
    } else if (channels == 1) {
        memcpy(to, from, count);
    } else if (channels == 2) {
        spread8(from, 2, to, 1, count);
    } else if (channels == 3) {
        spread8(from, 3, to, 1, count);
    } else {
        spread8(from, 4, to, 1, count);
    }
}

static void store_row(const png_reader *reader, void *const *planes, size_t first, size_t step, size_t count) {
    for (int channel = 0; channel < reader->picture.channels; channel++) {
        if (reader->picture.bit_depth == 8) {
            uint8_t *to = (uint8_t *) planes[channel] + first;
            spread_row8(reader->row + channel, reader->picture.channels, to, step, count);
        } else {
            uint16_t *to = (uint16_t *) planes[channel] + first;
            spread16(reader->row + 2 * channel, reader->picture.channels, to, step, count);
        }
    }
}

png_shim_status png_reader_read_planes(png_reader *reader, void *const *planes, codec_stop stop) {
    if (setjmp(reader->messages.jump)) {
        return PNG_SHIM_FAILED;
    }
    const uint32_t width = reader->picture.width;
    const uint32_t height = reader->picture.height;
    if (!reader->is_interlaced) {
        for (uint32_t y = 0; y < height; y++) {
            if (codec_stop_is_wanted(stop)) {
                return PNG_SHIM_CANCELLED;
            }
            png_read_row(reader->png, reader->row, NULL);
            store_row(reader, planes, (size_t) y * width, 1, width);
        }
        return PNG_SHIM_OK;
    }
    for (int pass = 0; pass < PNG_INTERLACE_ADAM7_PASSES; pass++) {
        const uint32_t columns = PNG_PASS_COLS(width, pass);
        const uint32_t rows = columns == 0 ? 0 : PNG_PASS_ROWS(height, pass);
        for (uint32_t row = 0; row < rows; row++) {
            if (codec_stop_is_wanted(stop)) {
                return PNG_SHIM_CANCELLED;
            }
            png_read_row(reader->png, reader->row, NULL);
            const size_t y = (size_t) PNG_ROW_FROM_PASS_ROW(row, pass);
            const size_t x = PNG_PASS_START_COL(pass);
            store_row(reader, planes, y * width + x, PNG_PASS_COL_OFFSET(pass), columns);
        }
    }
    return PNG_SHIM_OK;
}

png_shim_status png_reader_finish(png_reader *reader) {
    if (setjmp(reader->messages.jump)) {
        return PNG_SHIM_FAILED;
    }
    png_read_end(reader->png, reader->info);
    return PNG_SHIM_OK;
}

size_t png_reader_trailing_bytes(const png_reader *reader) {
    return reader->count - reader->position;
}

size_t png_reader_chunk_count(const png_reader *reader) {
    png_unknown_chunkp chunks;
    return (size_t) png_get_unknown_chunks(reader->png, reader->info, &chunks);
}

png_chunk png_reader_chunk(const png_reader *reader, size_t index) {
    png_unknown_chunkp chunks;
    png_get_unknown_chunks(reader->png, reader->info, &chunks);
    png_chunk chunk = {.bytes = chunks[index].data, .count = chunks[index].size};
    memcpy(chunk.type, chunks[index].name, sizeof chunk.type);
    chunk.is_after_picture = (chunks[index].location & PNG_AFTER_IDAT) != 0;
    return chunk;
}

const char *png_reader_error(const png_reader *reader) {
    return reader->messages.error;
}

int png_reader_warning_count(const png_reader *reader) {
    return reader->messages.warning_count;
}

const char *png_reader_warning(const png_reader *reader, int index) {
    return index >= 0 && index < PNG_KEPT_WARNINGS && index < reader->messages.warning_count
        ? reader->messages.warnings[index] : NULL;
}
