#include "jpeg_output.h"
#include <stdlib.h>

enum { FIRST_CAPACITY = 1 << 16 };

static void grow(j_compress_ptr cinfo, size_t used) {
    jpeg_output *output = (jpeg_output *)cinfo->dest;
    if (output->capacity > SIZE_MAX / 2) {
        jpeg_failure_raise((j_common_ptr)cinfo, JPEG_OUT_OF_MEMORY, "no memory for the file");
    }
    size_t capacity = output->capacity ? output->capacity + output->capacity / 2 : FIRST_CAPACITY;
    JOCTET *bytes = realloc(output->bytes, capacity);
    if (!bytes) jpeg_failure_raise((j_common_ptr)cinfo, JPEG_OUT_OF_MEMORY, "no memory for the file");
    output->bytes = bytes;
    output->capacity = capacity;
    output->manager.next_output_byte = bytes + used;
    output->manager.free_in_buffer = capacity - used;
}

static void begin(j_compress_ptr cinfo) { grow(cinfo, 0); }

// libjpeg calls this when the buffer is full; `free_in_buffer` need not be up to date then.
static boolean extend(j_compress_ptr cinfo) {
    grow(cinfo, ((jpeg_output *)cinfo->dest)->capacity);
    return TRUE;
}

static void end(j_compress_ptr cinfo) {
    jpeg_output *output = (jpeg_output *)cinfo->dest;
    output->count = output->capacity - output->manager.free_in_buffer;
}

void jpeg_output_install(jpeg_output *output, j_compress_ptr cinfo) {
    output->manager.init_destination = begin;
    output->manager.empty_output_buffer = extend;
    output->manager.term_destination = end;
    cinfo->dest = &output->manager;
}

void jpeg_output_free(jpeg_output *output) { free(output->bytes); }
