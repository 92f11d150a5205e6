#include "png_shim.h"

#include <stdlib.h>
#include <zlib.h>

/* Doubles the output, up to one byte above the limit, by which too long a stream is told from one that fits. */
static int grow(png_buffer *result, size_t *capacity, size_t limit) {
    size_t larger = *capacity == 0 ? 1 << 14 : *capacity * 2;
    if (larger > limit) {
        larger = limit + 1;
    }
    uint8_t *bytes = realloc(result->bytes, larger);
    if (bytes == NULL) {
        return 0;
    }
    result->bytes = bytes;
    *capacity = larger;
    return 1;
}

static png_inflate_status inflate_all(z_stream *stream, size_t limit, png_buffer *result) {
    size_t capacity = 0;
    for (;;) {
        if (result->count > limit || (result->count == capacity && !grow(result, &capacity, limit))) {
            return PNG_INFLATE_TOO_LARGE;
        }
        const size_t room = capacity - result->count;
        stream->next_out = result->bytes + result->count;
        stream->avail_out = room > UINT32_MAX ? UINT32_MAX : (uInt) room;
        const size_t offered = stream->avail_out;
        const int status = inflate(stream, Z_NO_FLUSH);
        result->count += offered - stream->avail_out;
        if (status == Z_STREAM_END) {
            return result->count > limit ? PNG_INFLATE_TOO_LARGE : PNG_INFLATE_OK;
        }
        if (status != Z_OK) {
            return PNG_INFLATE_DAMAGED;
        }
    }
}

png_inflate_status png_shim_inflate(const uint8_t *bytes, size_t count, size_t limit, png_buffer *result) {
    *result = (png_buffer) {0};
    /* A chunk is shorter than 2^31 bytes. */
    z_stream stream = {.next_in = (Bytef *) bytes, .avail_in = (uInt) count};
    if (inflateInit(&stream) != Z_OK) {
        return PNG_INFLATE_TOO_LARGE;
    }
    const size_t representable = SIZE_MAX / 2;
    const png_inflate_status status = inflate_all(&stream, limit < representable ? limit : representable, result);
    inflateEnd(&stream);
    if (status != PNG_INFLATE_OK) {
        free(result->bytes);
        result->bytes = NULL;
    }
    return status;
}

png_buffer png_shim_deflate(const uint8_t *bytes, size_t count) {
    uLongf length = compressBound(count);
    png_buffer result = {.bytes = malloc(length)};
    if (result.bytes != NULL && compress2(result.bytes, &length, bytes, count, Z_BEST_COMPRESSION) != Z_OK) {
        free(result.bytes);
        result.bytes = NULL;
    }
    result.count = length;
    return result;
}

void png_shim_release(png_buffer buffer) { free(buffer.bytes); }
