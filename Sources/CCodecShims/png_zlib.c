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

/* Bytes between two questions whether to end: about a millisecond of work. */
enum { STEP = 1 << 18 };

static png_inflate_status inflate_all(z_stream *stream, size_t limit, png_buffer *result, codec_stop stop) {
    size_t capacity = 0;
    for (;;) {
        if (result->count > limit || (result->count == capacity && !grow(result, &capacity, limit))) {
            return PNG_INFLATE_TOO_LARGE;
        }
        if (codec_stop_is_wanted(stop)) {
            return PNG_INFLATE_CANCELLED;
        }
        const size_t room = capacity - result->count;
        stream->next_out = result->bytes + result->count;
        stream->avail_out = room > STEP ? STEP : (uInt) room;
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

png_inflate_status png_shim_inflate(
    const uint8_t *bytes, size_t count, size_t limit, png_buffer *result, codec_stop stop) {
    *result = (png_buffer) {0};
    /* A chunk is shorter than 2^31 bytes. */
    z_stream stream = {.next_in = (Bytef *) bytes, .avail_in = (uInt) count};
    if (inflateInit(&stream) != Z_OK) {
        return PNG_INFLATE_TOO_LARGE;
    }
    const size_t representable = SIZE_MAX / 2;
    const png_inflate_status status = inflate_all(&stream, limit < representable ? limit : representable, result, stop);
    inflateEnd(&stream);
    if (status != PNG_INFLATE_OK) {
        free(result->bytes);
        result->bytes = NULL;
    }
    return status;
}

/* zlib counts in 32 bits, which metadata and their bound fit in. */
static int deflate_all(z_stream *stream, const uint8_t *bytes, size_t count, codec_stop stop) {
    int status = Z_OK;
    for (size_t position = 0; status == Z_OK; position += STEP) {
        if (codec_stop_is_wanted(stop)) {
            return Z_ERRNO;
        }
        const size_t left = count - position;
        stream->next_in = (Bytef *) bytes + position;
        stream->avail_in = left > STEP ? STEP : (uInt) left;
        status = deflate(stream, left > STEP ? Z_NO_FLUSH : Z_FINISH);
    }
    return status;
}

png_buffer png_shim_deflate(const uint8_t *bytes, size_t count, codec_stop stop) {
    png_buffer result = {0};
    z_stream stream = {0};
    if (count > INT32_MAX || deflateInit(&stream, Z_BEST_COMPRESSION) != Z_OK) {
        return result;
    }
    const size_t capacity = deflateBound(&stream, count);
    result.bytes = malloc(capacity);
    stream.next_out = result.bytes;
    stream.avail_out = (uInt) capacity;
    if (result.bytes != NULL && deflate_all(&stream, bytes, count, stop) != Z_STREAM_END) {
        free(result.bytes);
        result.bytes = NULL;
    }
    result.count = capacity - stream.avail_out;
    deflateEnd(&stream);
    return result;
}

void png_shim_release(png_buffer buffer) { free(buffer.bytes); }
