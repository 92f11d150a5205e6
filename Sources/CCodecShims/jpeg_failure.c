#include "jpeg_failure.h"
#include <jerror.h>
#include <stdint.h>
#include <string.h>

static jpeg_status status_of(const struct jpeg_error_mgr *error) {
    switch (error->msg_code) {
    case JERR_BAD_PRECISION: // precisions the standard knows; any other is damage
        return error->msg_parm.i[0] == 12 || error->msg_parm.i[0] == 16 ? JPEG_UNSUPPORTED : JPEG_MALFORMED;
    case JERR_ARITH_NOTIMPL:
    case JERR_BAD_MCU_SIZE:
    case JERR_CCIR601_NOTIMPL:
    case JERR_COMPONENT_COUNT:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_NOTIMPL:
    case JERR_NOT_COMPILED:
    case JERR_SOF_UNSUPPORTED:
        return JPEG_UNSUPPORTED;
    case JERR_IMAGE_TOO_BIG:
    case JERR_WIDTH_OVERFLOW:
        return JPEG_TOO_LARGE;
    case JERR_NO_BACKING_STORE:
    case JERR_OUT_OF_MEMORY:
        return JPEG_OUT_OF_MEMORY;
    default:
        return JPEG_MALFORMED;
    }
}

// A valid kind that libjpeg does not read: the number of rows follows the first scan, in a DNL marker.
static bool has_height_in_scan(j_common_ptr cinfo) {
    const struct jpeg_decompress_struct *picture = (const struct jpeg_decompress_struct *)cinfo;
    if (cinfo->err->msg_code != JERR_EMPTY_IMAGE || !cinfo->is_decompressor || picture->image_height != 0
        || picture->image_width == 0 || picture->num_components == 0) {
        return false;
    }
    static const uint8_t marker[] = {0xFF, 0xDC, 0, 4};
    const struct jpeg_source_mgr *source = picture->src; // the whole rest of the file
    for (size_t i = 0; i + sizeof marker <= source->bytes_in_buffer; i++) {
        if (memcmp(source->next_input_byte + i, marker, sizeof marker) == 0) return true;
    }
    return false;
}

static void leave(j_common_ptr cinfo) {
    if (has_height_in_scan(cinfo)) {
        jpeg_failure_raise(cinfo, JPEG_UNSUPPORTED, "a height of 0, told behind the first scan (DNL), is not supported");
    }
    jpeg_failure *failure = (jpeg_failure *)cinfo->err;
    failure->status = status_of(cinfo->err);
    cinfo->err->format_message(cinfo, failure->message);
    longjmp(failure->escape, 1);
}

_Noreturn void jpeg_failure_raise(j_common_ptr cinfo, jpeg_status status, const char *message) {
    jpeg_failure *failure = (jpeg_failure *)cinfo->err;
    failure->status = status;
    snprintf(failure->message, sizeof failure->message, "%s", message);
    longjmp(failure->escape, 1);
}

void jpeg_failure_raise_if_stopped(j_common_ptr cinfo) {
    const jpeg_failure *failure = (const jpeg_failure *)cinfo->err;
    if (codec_stop_is_wanted(failure->stop)) jpeg_failure_raise(cinfo, JPEG_CANCELLED, "cancelled");
}

_Noreturn void jpeg_failure_raise_components(j_common_ptr cinfo, int count) {
    char message[80];
    snprintf(message, sizeof message, "%d components are not supported; 1, 3 and 4 are", count);
    jpeg_failure_raise(cinfo, JPEG_UNSUPPORTED, message);
}

// Most of what libjpeg warns of does no harm: cameras pad, and an end marker may be missing. These leave gray, or what
// the codes were not meant to say. A progressive file that ends between two scans lacks the rest of every block.
static bool loses_picture(j_common_ptr cinfo) {
    switch (cinfo->err->msg_code) {
    case JWRN_ARITH_BAD_CODE:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_MUST_RESYNC:
        return true;
    case JWRN_JPEG_EOF:
        return cinfo->is_decompressor && ((j_decompress_ptr)cinfo)->progressive_mode;
    default:
        return false;
    }
}

// Levels from 0 up are traces. Damaged files can warn millions of times: only the first texts are worth their time.
static void count_warning(j_common_ptr cinfo, int level) {
    jpeg_failure *failure = (jpeg_failure *)cinfo->err;
    if (level >= 0) return;
    const bool is_loss = loses_picture(cinfo);
    if (failure->warning_count < WARNINGS_KEPT) {
        failure->is_loss[failure->warning_count] = is_loss;
        cinfo->err->format_message(cinfo, failure->warnings[failure->warning_count]);
    }
    failure->warning_count++;
    failure->lost_picture |= is_loss;
}

static void print_nothing(j_common_ptr cinfo) { (void)cinfo; }

struct jpeg_error_mgr *jpeg_failure_install(jpeg_failure *failure) {
    jpeg_std_error(&failure->manager);
    failure->manager.error_exit = leave;
    failure->manager.emit_message = count_warning;
    failure->manager.output_message = print_nothing;
    return &failure->manager;
}
