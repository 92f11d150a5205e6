#include "jpeg_failure.h"
#include "jpeg_output.h"
#include <stdlib.h>
#include <string.h>

// libjpeg's progressive scripts have at most 6 scans a component, once its interleaved scans are split.
enum { SCAN_CAPACITY = 6 * JPEG_COMPONENT_LIMIT };

struct jpeg_writer {
    struct jpeg_compress_struct cinfo;
    jpeg_failure failure;
    jpeg_output output;
    struct jpeg_progress_mgr progress;
    int standard_slots[JPEG_COMPONENT_LIMIT]; // 0 for luma-like components, 1 for chroma
    int table_count;
    int code_count;
    jpeg_scan_info scans[SCAN_CAPACITY];
    // One row group of each component: `group_rows` pointers into `group_samples`.
    JSAMPLE *group_samples[JPEG_COMPONENT_LIMIT];
    JSAMPROW group_rows[JPEG_COMPONENT_LIMIT][MAX_SAMP_FACTOR * DCTSIZE];
};

static jpeg_status create(jpeg_writer *writer) {
    writer->cinfo.err = jpeg_failure_install(&writer->failure);
    RETURN_STATUS_ON_FAILURE(&writer->failure);
    jpeg_create_compress(&writer->cinfo);
    writer->cinfo.mem->max_memory_to_use = 0; // no bound from the environment
    jpeg_output_install(&writer->output, &writer->cinfo);
    writer->progress.progress_monitor = jpeg_failure_raise_if_stopped;
    writer->cinfo.progress = &writer->progress;
    return JPEG_OK;
}

jpeg_writer *jpeg_writer_create(codec_stop stop) {
    jpeg_writer *writer = calloc(1, sizeof *writer);
    if (writer) writer->failure.stop = stop;
    if (writer && create(writer) != JPEG_OK) {
        jpeg_writer_destroy(writer);
        return NULL;
    }
    return writer;
}

void jpeg_writer_destroy(jpeg_writer *writer) {
    jpeg_destroy_compress(&writer->cinfo);
    jpeg_output_free(&writer->output);
    for (int c = 0; c < JPEG_COMPONENT_LIMIT; c++) free(writer->group_samples[c]);
    free(writer);
}

const char *jpeg_writer_message(const jpeg_writer *writer) { return writer->failure.message; }

static J_COLOR_SPACE space_of(jpeg_color color) {
    switch (color) {
    case JPEG_COLOR_GRAY: return JCS_GRAYSCALE;
    case JPEG_COLOR_YCBCR: return JCS_YCbCr;
    case JPEG_COLOR_RGB: return JCS_RGB;
    case JPEG_COLOR_CMYK: return JCS_CMYK;
    case JPEG_COLOR_YCCK: return JCS_YCCK;
    case JPEG_COLOR_UNKNOWN: break;
    }
    return JCS_UNKNOWN;
}

jpeg_status jpeg_writer_open(jpeg_writer *writer, const jpeg_frame *frame) {
    RETURN_STATUS_ON_FAILURE(&writer->failure);
    j_compress_ptr cinfo = &writer->cinfo;
    if (frame->color == JPEG_COLOR_UNKNOWN) {
        jpeg_failure_raise_components((j_common_ptr)cinfo, frame->component_count);
    }
    cinfo->image_width = frame->width;
    cinfo->image_height = frame->height;
    cinfo->input_components = frame->component_count;
    cinfo->in_color_space = space_of(frame->color);
    jpeg_set_defaults(cinfo);
    jpeg_set_colorspace(cinfo, cinfo->in_color_space); // the default would turn RGB into YCbCr
    for (int c = 0; c < cinfo->num_components; c++) writer->standard_slots[c] = cinfo->comp_info[c].quant_tbl_no;
    cinfo->raw_data_in = TRUE;
    cinfo->progressive_mode = frame->is_progressive;
    cinfo->restart_interval = frame->restart_interval;
    cinfo->write_JFIF_header = frame->has_jfif;
    cinfo->JFIF_major_version = frame->jfif_major;
    cinfo->JFIF_minor_version = frame->jfif_minor;
    cinfo->density_unit = frame->density_unit;
    cinfo->X_density = frame->density_x;
    cinfo->Y_density = frame->density_y;
    cinfo->write_Adobe_marker = frame->has_adobe;
    return JPEG_OK;
}

jpeg_status jpeg_writer_standard_table(
    jpeg_writer *writer, int index, int quality, uint16_t table[JPEG_TABLE_SIZE]) {
    RETURN_STATUS_ON_FAILURE(&writer->failure);
    jpeg_set_quality(&writer->cinfo, quality, TRUE);
    const JQUANT_TBL *standard = writer->cinfo.quant_tbl_ptrs[writer->standard_slots[index]];
    for (int i = 0; i < JPEG_TABLE_SIZE; i++) table[i] = standard->quantval[i];
    return JPEG_OK;
}

// Equal tables share a slot. There are as many slots as components.
static int slot_for(jpeg_writer *writer, const uint16_t table[JPEG_TABLE_SIZE]) {
    j_compress_ptr cinfo = &writer->cinfo;
    unsigned int steps[JPEG_TABLE_SIZE];
    for (int i = 0; i < JPEG_TABLE_SIZE; i++) steps[i] = table[i] < 1 ? 1 : table[i] > 255 ? 255 : table[i];
    for (int slot = 0; slot < writer->table_count; slot++) {
        int i = 0;
        while (i < JPEG_TABLE_SIZE && cinfo->quant_tbl_ptrs[slot]->quantval[i] == steps[i]) i++;
        if (i == JPEG_TABLE_SIZE) return slot;
    }
    jpeg_add_quant_table(cinfo, writer->table_count, steps, 100, TRUE);
    return writer->table_count++;
}

jpeg_status jpeg_writer_set_component(
    jpeg_writer *writer, int index, int horizontal, int vertical, const uint16_t table[JPEG_TABLE_SIZE]) {
    RETURN_STATUS_ON_FAILURE(&writer->failure);
    jpeg_component_info *component = &writer->cinfo.comp_info[index];
    component->h_samp_factor = horizontal;
    component->v_samp_factor = vertical;
    component->quant_tbl_no = slot_for(writer, table);
    return JPEG_OK;
}

static bool can_interleave(const struct jpeg_compress_struct *cinfo) {
    int blocks = 0;
    for (int c = 0; c < cinfo->num_components; c++) {
        blocks += cinfo->comp_info[c].h_samp_factor * cinfo->comp_info[c].v_samp_factor;
    }
    return cinfo->num_components == 1 || blocks <= JPEG_MCU_BLOCK_LIMIT;
}

// Replaces each interleaved scan of the script (of the one sequential scan if there is none) by one per component.
static void split_scans(jpeg_writer *writer) {
    j_compress_ptr cinfo = &writer->cinfo;
    const jpeg_scan_info sequential = {
        .comps_in_scan = cinfo->num_components, .component_index = {0, 1, 2, 3}, .Se = DCTSIZE2 - 1};
    const jpeg_scan_info *script = cinfo->scan_info ? cinfo->scan_info : &sequential;
    int script_count = cinfo->scan_info ? cinfo->num_scans : 1;
    int count = 0;
    for (int s = 0; s < script_count; s++) {
        for (int k = 0; k < script[s].comps_in_scan && count < SCAN_CAPACITY; k++) {
            writer->scans[count] = script[s];
            writer->scans[count].comps_in_scan = 1;
            writer->scans[count].component_index[0] = script[s].component_index[k];
            count++;
        }
    }
    cinfo->scan_info = writer->scans;
    cinfo->num_scans = count;
}

static JHUFF_TBL **code_slot(struct jpeg_compress_struct *cinfo, bool is_ac, int slot) {
    return is_ac ? &cinfo->ac_huff_tbl_ptrs[slot] : &cinfo->dc_huff_tbl_ptrs[slot];
}

jpeg_status jpeg_writer_set_code(
    jpeg_writer *writer, bool is_ac, int slot, const uint8_t counts[JPEG_CODE_LENGTHS], const uint8_t *symbols) {
    RETURN_STATUS_ON_FAILURE(&writer->failure);
    JHUFF_TBL **table = code_slot(&writer->cinfo, is_ac, slot);
    if (!*table) *table = jpeg_alloc_huff_table((j_common_ptr)&writer->cinfo);
    int symbol_count = 0;
    for (int length = 0; length < JPEG_CODE_LENGTHS; length++) symbol_count += counts[length];
    memcpy((*table)->bits, counts, JPEG_CODE_LENGTHS);
    memcpy((*table)->huffval, symbols, (size_t)symbol_count);
    writer->code_count++;
    return JPEG_OK;
}

void jpeg_writer_code_lengths(const jpeg_writer *writer, bool is_ac, int slot, uint8_t lengths[JPEG_SYMBOLS]) {
    const JHUFF_TBL *table = *code_slot((struct jpeg_compress_struct *)&writer->cinfo, is_ac, slot);
    memset(lengths, 0, JPEG_SYMBOLS);
    if (!table) return;
    int symbol = 0;
    for (int length = 1; length < JPEG_CODE_LENGTHS; length++) {
        for (int i = 0; i < table->bits[length]; i++) lengths[table->huffval[symbol++]] = (uint8_t)length;
    }
}

jpeg_status jpeg_writer_start(jpeg_writer *writer) {
    RETURN_STATUS_ON_FAILURE(&writer->failure);
    j_compress_ptr cinfo = &writer->cinfo;
    cinfo->optimize_coding = writer->code_count < 2 * JPEG_CODE_SLOTS || cinfo->progressive_mode;
    if (cinfo->progressive_mode) jpeg_simple_progression(cinfo);
    if (!can_interleave(cinfo)) split_scans(writer);
    jpeg_start_compress(cinfo, TRUE);
    for (int c = 0; c < cinfo->num_components; c++) {
        const jpeg_component_info *component = &cinfo->comp_info[c];
        size_t stride = (size_t)component->width_in_blocks * DCTSIZE;
        int rows = component->v_samp_factor * DCTSIZE;
        writer->group_samples[c] = calloc((size_t)rows, stride);
        if (!writer->group_samples[c]) {
            jpeg_failure_raise((j_common_ptr)cinfo, JPEG_OUT_OF_MEMORY, "no memory for a row group");
        }
        for (int r = 0; r < rows; r++) writer->group_rows[c][r] = writer->group_samples[c] + (size_t)r * stride;
    }
    return JPEG_OK;
}

jpeg_status jpeg_writer_write_segment(jpeg_writer *writer, uint8_t code, const uint8_t *bytes, size_t count) {
    RETURN_STATUS_ON_FAILURE(&writer->failure);
    jpeg_write_marker(&writer->cinfo, code, bytes, (unsigned int)count);
    return JPEG_OK;
}

jpeg_status jpeg_writer_put_rows(
    jpeg_writer *writer, int index, const uint8_t *samples, size_t stride, size_t row_count) {
    const jpeg_component_info *component = &writer->cinfo.comp_info[index];
    size_t width = component->downsampled_width;
    size_t padding = (size_t)component->width_in_blocks * DCTSIZE - width;
    size_t group_height = (size_t)component->v_samp_factor * DCTSIZE;
    if (writer->failure.status != JPEG_OK || row_count == 0) return writer->failure.status;
    for (size_t r = 0; r < group_height; r++) {
        // Past the lower edge the last row goes on, and past the right one the last column: no edge for the DCT.
        const uint8_t *source = samples + (r < row_count ? r : row_count - 1) * stride;
        memcpy(writer->group_rows[index][r], source, width);
        memset(writer->group_rows[index][r] + width, source[width - 1], padding);
    }
    return JPEG_OK;
}

jpeg_status jpeg_writer_write_row_group(jpeg_writer *writer) {
    RETURN_STATUS_ON_FAILURE(&writer->failure);
    JSAMPARRAY components[JPEG_COMPONENT_LIMIT];
    for (int c = 0; c < writer->cinfo.num_components; c++) components[c] = writer->group_rows[c];
    jpeg_write_raw_data(&writer->cinfo, components, (JDIMENSION)writer->cinfo.max_v_samp_factor * DCTSIZE);
    return JPEG_OK;
}

jpeg_status jpeg_writer_finish(jpeg_writer *writer, const uint8_t **bytes, size_t *count) {
    RETURN_STATUS_ON_FAILURE(&writer->failure);
    jpeg_finish_compress(&writer->cinfo);
    *bytes = writer->output.bytes;
    *count = writer->output.count;
    return JPEG_OK;
}
