// Where the APPn and COM markers of a file lie. Shared by the reader's parts, seen by nobody else.
#ifndef JPEG_SEGMENTS_H
#define JPEG_SEGMENTS_H

#include "jpeg_failure.h"

typedef struct {
    jpeg_segment *all;
    size_t count, capacity;
    bool is_closed;
} jpeg_segments;

/// Has libjpeg hand such markers over. It must read from memory; its `client_data` is taken.
void jpeg_segments_install(jpeg_segments *segments, j_decompress_ptr cinfo);
/// Markers that are met from now on are passed over.
void jpeg_segments_close(jpeg_segments *segments);
void jpeg_segments_free(jpeg_segments *segments);

#endif
