// A libjpeg destination in memory that grows. libjpeg's own counts in unsigned long and copies at each doubling.
#ifndef JPEG_OUTPUT_H
#define JPEG_OUTPUT_H

#include "jpeg_failure.h"

typedef struct {
    struct jpeg_destination_mgr manager; // first, so that cinfo->dest is a pointer to the whole
    JOCTET *bytes;
    size_t capacity;
    size_t count; // valid once the file is finished
} jpeg_output;

void jpeg_output_install(jpeg_output *output, j_compress_ptr cinfo);
void jpeg_output_free(jpeg_output *output);

#endif
