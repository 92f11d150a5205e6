#include "jpeg_failure.h"
#include "jpeg_segments.h"
#include <stdlib.h>

struct jpeg_reader {
    struct jpeg_decompress_struct cinfo; // first, so that libjpeg's pointer to it is one to the whole
    jpeg_failure failure;
    struct jpeg_progress_mgr progress;
    const uint8_t *bytes; // the whole file
    size_t count;
    size_t trailing_bytes;
    int scan_limit;
    jpeg_segments segments;
    // One row group of each component: `group_rows` pointers into `group_samples`.
    JSAMPLE *group_samples[JPEG_COMPONENT_LIMIT];
    JSAMPROW group_rows[JPEG_COMPONENT_LIMIT][MAX_SAMP_FACTOR * DCTSIZE];
};

// libjpeg calls this once per MCU row of each scan, also while it reads all scans ahead: what bounds the time that
// a small file of very many scans can cost.
static void check_progress(j_common_ptr cinfo) {
    jpeg_failure_raise_if_stopped(cinfo);
    const jpeg_reader *reader = (const jpeg_reader *)cinfo;
    if (reader->cinfo.input_scan_number > reader->scan_limit) {
        char message[80];
        snprintf(message, sizeof message, "more than %d scans", reader->scan_limit);
        jpeg_failure_raise(cinfo, JPEG_UNSUPPORTED, message);
    }
}

static jpeg_status create(jpeg_reader *reader) {
    reader->cinfo.err = jpeg_failure_install(&reader->failure);
    RETURN_STATUS_ON_FAILURE(&reader->failure);
    jpeg_create_decompress(&reader->cinfo);
    reader->cinfo.mem->max_memory_to_use = 0; // no bound from the environment; ours are checked by the caller
    return JPEG_OK;
}

jpeg_reader *jpeg_reader_create(codec_stop stop) {
    jpeg_reader *reader = calloc(1, sizeof *reader);
    if (reader) reader->failure.stop = stop;
    if (reader && create(reader) != JPEG_OK) {
        jpeg_reader_destroy(reader);
        return NULL;
    }
    return reader;
}

void jpeg_reader_destroy(jpeg_reader *reader) {
    jpeg_destroy_decompress(&reader->cinfo);
    for (int c = 0; c < JPEG_COMPONENT_LIMIT; c++) free(reader->group_samples[c]);
    jpeg_segments_free(&reader->segments);
    free(reader);
}

const char *jpeg_reader_message(const jpeg_reader *reader) { return reader->failure.message; }
size_t jpeg_reader_warning_count(const jpeg_reader *reader) { return reader->failure.warning_count; }
bool jpeg_reader_lost_picture(const jpeg_reader *reader) { return reader->failure.lost_picture; }

const char *jpeg_reader_warning(const jpeg_reader *reader, size_t index) {
    return index < reader->failure.warning_count && index < WARNINGS_KEPT ? reader->failure.warnings[index] : NULL;
}

bool jpeg_reader_warning_is_loss(const jpeg_reader *reader, size_t index) {
    return index < WARNINGS_KEPT && reader->failure.is_loss[index];
}

size_t jpeg_reader_trailing_bytes(const jpeg_reader *reader) { return reader->trailing_bytes; }

jpeg_status jpeg_reader_open(jpeg_reader *reader, const uint8_t *bytes, size_t count) {
    RETURN_STATUS_ON_FAILURE(&reader->failure);
    j_decompress_ptr cinfo = &reader->cinfo;
    reader->bytes = bytes;
    reader->count = count;
    jpeg_mem_src(cinfo, bytes, count);
    jpeg_segments_install(&reader->segments, cinfo);
    jpeg_read_header(cinfo, TRUE);
    jpeg_segments_close(&reader->segments);
    // Nobody has said what 2 components mean, or more than 4; few programs open such files.
    if (cinfo->jpeg_color_space == JCS_UNKNOWN) {
        jpeg_failure_raise_components((j_common_ptr)cinfo, cinfo->num_components);
    }
    return JPEG_OK;
}

static jpeg_color color_of(J_COLOR_SPACE space) {
    switch (space) {
    case JCS_GRAYSCALE: return JPEG_COLOR_GRAY;
    case JCS_YCbCr: return JPEG_COLOR_YCBCR;
    case JCS_RGB: return JPEG_COLOR_RGB;
    case JCS_CMYK: return JPEG_COLOR_CMYK;
    case JCS_YCCK: return JPEG_COLOR_YCCK;
    default: return JPEG_COLOR_UNKNOWN;
    }
}

jpeg_frame jpeg_reader_frame(const jpeg_reader *reader) {
    const struct jpeg_decompress_struct *cinfo = &reader->cinfo;
    return (jpeg_frame){
        .width = cinfo->image_width,
        .height = cinfo->image_height,
        .component_count = cinfo->num_components,
        .color = color_of(cinfo->jpeg_color_space),
        .is_progressive = cinfo->progressive_mode,
        .restart_interval = cinfo->restart_interval,
        .has_jfif = cinfo->saw_JFIF_marker,
        .jfif_major = cinfo->JFIF_major_version,
        .jfif_minor = cinfo->JFIF_minor_version,
        .density_unit = cinfo->density_unit,
        .density_x = cinfo->X_density,
        .density_y = cinfo->Y_density,
        .has_adobe = cinfo->saw_Adobe_marker,
        .adobe_transform = cinfo->Adobe_transform,
    };
}

bool jpeg_reader_is_arithmetic(const jpeg_reader *reader) { return reader->cinfo.arith_code; }

jpeg_component jpeg_reader_component(const jpeg_reader *reader, int index) {
    const jpeg_component_info *component = &reader->cinfo.comp_info[index];
    return (jpeg_component){
        .horizontal = component->h_samp_factor,
        .vertical = component->v_samp_factor,
        .width = component->downsampled_width,
        .height = component->downsampled_height,
    };
}

static uint64_t round_up(uint64_t value, int step) {
    return (value + (uint64_t)step - 1) / (uint64_t)step * (uint64_t)step;
}

uint64_t jpeg_reader_coefficient_bytes(const jpeg_reader *reader) {
    const struct jpeg_decompress_struct *cinfo = &reader->cinfo;
    // The condition of jpeg_has_multiple_scans, which can't be asked without arming a jump.
    if (!cinfo->progressive_mode && cinfo->comps_in_scan == cinfo->num_components) return 0;
    uint64_t blocks = 0;
    for (int c = 0; c < cinfo->num_components; c++) {
        const jpeg_component_info *component = &cinfo->comp_info[c];
        blocks += round_up(component->width_in_blocks, component->h_samp_factor)
            * round_up(component->height_in_blocks, component->v_samp_factor);
    }
    return blocks * sizeof(JBLOCK);
}

size_t jpeg_reader_segment_count(const jpeg_reader *reader) { return reader->segments.count; }

jpeg_segment jpeg_reader_segment(const jpeg_reader *reader, size_t index) {
    jpeg_segment segment = reader->segments.all[index];
    segment.position = (size_t)(segment.bytes - reader->bytes);
    return segment;
}

jpeg_status jpeg_reader_start(jpeg_reader *reader, int scan_limit) {
    RETURN_STATUS_ON_FAILURE(&reader->failure);
    j_decompress_ptr cinfo = &reader->cinfo;
    reader->scan_limit = scan_limit;
    reader->progress.progress_monitor = check_progress;
    cinfo->progress = &reader->progress;
    cinfo->raw_data_out = TRUE;
    cinfo->out_color_space = cinfo->jpeg_color_space;
    jpeg_start_decompress(cinfo);
    for (int c = 0; c < cinfo->num_components; c++) {
        const jpeg_component_info *component = &cinfo->comp_info[c];
        size_t stride = (size_t)component->width_in_blocks * DCTSIZE;
        int rows = component->v_samp_factor * DCTSIZE;
        reader->group_samples[c] = calloc((size_t)rows, stride);
        if (!reader->group_samples[c]) {
            jpeg_failure_raise((j_common_ptr)cinfo, JPEG_OUT_OF_MEMORY, "no memory for a row group");
        }
        for (int r = 0; r < rows; r++) reader->group_rows[c][r] = reader->group_samples[c] + (size_t)r * stride;
    }
    return JPEG_OK;
}

bool jpeg_reader_table(const jpeg_reader *reader, int index, uint16_t table[JPEG_TABLE_SIZE]) {
    const JQUANT_TBL *source = reader->cinfo.comp_info[index].quant_table;
    if (!source) return false; // the component is in no scan
    for (int i = 0; i < JPEG_TABLE_SIZE; i++) table[i] = source->quantval[i];
    return true;
}

jpeg_status jpeg_reader_read_row_group(jpeg_reader *reader) {
    RETURN_STATUS_ON_FAILURE(&reader->failure);
    JSAMPARRAY components[JPEG_COMPONENT_LIMIT];
    for (int c = 0; c < reader->cinfo.num_components; c++) components[c] = reader->group_rows[c];
    JDIMENSION group_height = (JDIMENSION)reader->cinfo.max_v_samp_factor * DCTSIZE;
    if (jpeg_read_raw_data(&reader->cinfo, components, group_height) == 0) {
        jpeg_failure_raise((j_common_ptr)&reader->cinfo, JPEG_MALFORMED, "the picture ends early");
    }
    return JPEG_OK;
}

const uint8_t *jpeg_reader_row(const jpeg_reader *reader, int index, int row) {
    return reader->group_rows[index][row];
}

jpeg_status jpeg_reader_finish(jpeg_reader *reader) {
    RETURN_STATUS_ON_FAILURE(&reader->failure);
    jpeg_finish_decompress(&reader->cinfo);
    // Where the end is missing, libjpeg stands in one of its own.
    const JOCTET *next = reader->cinfo.src->next_input_byte;
    const bool is_inside = next >= reader->bytes && next <= reader->bytes + reader->count;
    reader->trailing_bytes = is_inside ? (size_t)(reader->bytes + reader->count - next) : 0;
    return JPEG_OK;
}
