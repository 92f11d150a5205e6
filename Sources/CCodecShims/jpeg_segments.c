#include "jpeg_segments.h"
#include <jerror.h>
#include <stdlib.h>
#include <string.h>

// libjpeg's own way to keep markers copies each and appends it to a list that is walked from its beginning: time that
// grows with the square of their number, which a file buys for four bytes each. The whole file lies in memory, so it
// is enough to note where each marker is.

static void append(j_decompress_ptr cinfo, jpeg_segments *segments, jpeg_segment segment) {
    if (segments->count == JPEG_SEGMENT_LIMIT) {
        char message[80];
        snprintf(message, sizeof message, "more than %d APPn and COM markers", JPEG_SEGMENT_LIMIT);
        jpeg_failure_raise((j_common_ptr)cinfo, JPEG_UNSUPPORTED, message);
    }
    if (segments->count == segments->capacity) {
        size_t capacity = segments->capacity ? 2 * segments->capacity : 16;
        jpeg_segment *all = realloc(segments->all, capacity * sizeof *all);
        if (!all) jpeg_failure_raise((j_common_ptr)cinfo, JPEG_OUT_OF_MEMORY, "no memory for markers");
        segments->all = all;
        segments->capacity = capacity;
    }
    segments->all[segments->count++] = segment;
}

// JFIF 1.02, and what libjpeg itself takes from it.
static void read_jfif(j_decompress_ptr cinfo, const jpeg_segment *segment) {
    const uint8_t *bytes = segment->bytes;
    if (segment->count < 14 || memcmp(bytes, "JFIF", 5) != 0) return;
    cinfo->saw_JFIF_marker = TRUE;
    cinfo->JFIF_major_version = bytes[5];
    cinfo->JFIF_minor_version = bytes[6];
    cinfo->density_unit = bytes[7];
    cinfo->X_density = (UINT16)(bytes[8] << 8 | bytes[9]);
    cinfo->Y_density = (UINT16)(bytes[10] << 8 | bytes[11]);
    if (bytes[5] != 1) WARNMS2(cinfo, JWRN_JFIF_MAJOR, bytes[5], bytes[6]);
}

// Adobe Technical Note 5116.
static void read_adobe(j_decompress_ptr cinfo, const jpeg_segment *segment) {
    if (segment->count < 12 || memcmp(segment->bytes, "Adobe", 5) != 0) return;
    cinfo->saw_Adobe_marker = TRUE;
    cinfo->Adobe_transform = segment->bytes[11];
}

// libjpeg calls this behind the marker's code. Where the file ends inside the marker, what there is counts.
static boolean read_segment(j_decompress_ptr cinfo) {
    jpeg_segments *segments = cinfo->client_data;
    struct jpeg_source_mgr *source = cinfo->src;
    const uint8_t *bytes = source->next_input_byte;
    size_t left = source->bytes_in_buffer;
    // Too short to have a length, or a length that does not even count itself.
    size_t size = left < 2 ? left : (size_t)bytes[0] << 8 | bytes[1];
    if (size > left) size = left;
    if (size >= 2 && !segments->is_closed) {
        jpeg_segment segment = {.code = (uint8_t)cinfo->unread_marker, .bytes = bytes + 2, .count = size - 2};
        append(cinfo, segments, segment);
        if (segment.code == JPEG_APP0) read_jfif(cinfo, &segment);
        if (segment.code == JPEG_APP0 + 14) read_adobe(cinfo, &segment);
    }
    size_t passed = left < 2 ? left : size < 2 ? 2 : size;
    source->next_input_byte += passed;
    source->bytes_in_buffer -= passed;
    return TRUE;
}

void jpeg_segments_install(jpeg_segments *segments, j_decompress_ptr cinfo) {
    cinfo->client_data = segments;
    jpeg_set_marker_processor(cinfo, JPEG_COM, read_segment);
    for (int n = 0; n < 16; n++) jpeg_set_marker_processor(cinfo, JPEG_APP0 + n, read_segment);
}

void jpeg_segments_close(jpeg_segments *segments) { segments->is_closed = true; }

void jpeg_segments_free(jpeg_segments *segments) { free(segments->all); }
