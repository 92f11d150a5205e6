/*
 * image-enhance: removes noise from photographs and sharpens them.
 *
 * Bytes of a JPEG, PNG or WebP file in, bytes of the same format and size out; or pixels in, pixels out.
 *
 *   ie_parameters *parameters = ie_parameters_create();
 *   ie_error error;
 *   ie_result result;
 *   ie_parameters_set(parameters, "denoise", "4", &error);
 *   if (ie_enhance_bytes(parameters, bytes, count, NULL, &result, &error) != IE_OK)
 *       fprintf(stderr, "%s\n", error.message);
 *   ...
 *   ie_result_free(&result);
 *   ie_parameters_destroy(parameters);
 *
 * Every function may be called from any thread, and in a process that was forked at any time. An object may be used by
 * many threads at once, unless one of them sets or destroys it. A call uses one thread, the calling one, unless the
 * parameter "threads" allows more; the output does not depend on it.
 *
 * Functions that can fail return a code, IE_OK or one of ie_code, and fill in `error` where it is not NULL. What they
 * would have written is then empty or untouched. Sizes, strides and NULL pointers are checked; that a pointer which is
 * not NULL leads to as much memory as its size says is the caller's word.
 */
#ifndef IMAGE_ENHANCE_H
#define IMAGE_ENHANCE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Version ---------------------------------------------------------------------------------------------------- */

/* Raised when a program that was built against an older header would break: it is the number in the soname. */
#define IE_ABI_VERSION 1

/* The IE_ABI_VERSION of the library that is loaded. */
uint32_t ie_abi_version(void);

/* The version of the engine: three numbers with dots between. Never freed. */
const char *ie_version(void);

/* ---- Errors ----------------------------------------------------------------------------------------------------- */

typedef enum ie_code {
    IE_OK = 0,
    /* An argument or a parameter is outside its range: the caller's fault. */
    IE_INVALID_PARAMETER = 1,
    /* The bytes are no JPEG, PNG or WebP image, or a damaged one. */
    IE_MALFORMED_IMAGE = 2,
    /* A valid image of a kind that is not supported: animation, 12-bit JPEG. */
    IE_UNSUPPORTED_IMAGE = 3,
    /* The image is larger than a limit, or took longer than the parameter "timeout" allows. */
    IE_LIMIT_EXCEEDED = 4,
    /* A cancellation or a progress function asked to stop. */
    IE_CANCELLED = 5
} ie_code;

/* Why a call failed. The caller owns it; there is nothing to free. Texts are UTF-8, end with 0 and are cut to fit. */
typedef struct ie_error {
    int32_t code;
    /* With IE_INVALID_PARAMETER the argument's or parameter's name, otherwise "". */
    char parameter[64];
    /* With IE_LIMIT_EXCEEDED the limit's name: inputBytes, side, pixels, decodedBytes, workingBytes, metadataBytes,
       deadline; otherwise "". */
    char limit[64];
    /* One line: what was wrong, with the value and what is accepted. */
    char message[508];
} ie_error;

/* The code's name as "malformedImage"; NULL for a number that is none. Never freed. */
const char *ie_code_name(int32_t code);

/* ---- Parameters ------------------------------------------------------------------------------------------------- */

/* What to do, and within which bounds. Set by name and text, as on the tool's command line. */
typedef struct ie_parameters ie_parameters;

/* The defaults: denoise 3, sharpen 3, one thread. To be destroyed by the caller. */
ie_parameters *ie_parameters_create(void);

/* NULL is allowed. */
void ie_parameters_destroy(ie_parameters *parameters);

/* Sets the parameter `name` to the value that `text` spells; on an error nothing is changed. */
int32_t ie_parameters_set(ie_parameters *parameters, const char *name, const char *text, ie_error *error);

/* The name of the parameter of that number, counted from 0; NULL after the last. Never freed. */
const char *ie_parameter_name(size_t index);

/* Its meaning, accepted values and default in one line. NULL after the last. Never freed. */
const char *ie_parameter_help(size_t index);

/* ---- Stopping and watching a call ------------------------------------------------------------------------------- */

/* Asks running calls to stop; they return IE_CANCELLED soon after. It stays set. */
typedef struct ie_cancellation ie_cancellation;

/* To be destroyed by the caller, after the calls that were given it returned. */
ie_cancellation *ie_cancellation_create(void);

/* NULL is allowed. */
void ie_cancellation_destroy(ie_cancellation *cancellation);

/* From any thread, or from a signal handler. NULL is allowed. */
void ie_cancellation_cancel(ie_cancellation *cancellation);

/* What goes with one call. Fill with 0 what is not wanted. */
typedef struct ie_call {
    /* May be NULL. */
    ie_cancellation *cancellation;
    /* May be NULL. Told the share of the work that is done, 0 to 1, ever more, at most twenty times a second and in the
       end; anything but 0 as answer stops the call. Called from the threads that do the work (with one thread: the
       calling one), one at a time. */
    int32_t (*progress)(void *context, double done);
    void *context;
} ie_call;

/* ---- Files: bytes in, bytes out --------------------------------------------------------------------------------- */

typedef enum ie_format { IE_FORMAT_NONE = 0, IE_FORMAT_JPEG = 1, IE_FORMAT_PNG = 2, IE_FORMAT_WEBP = 3 } ie_format;

typedef enum ie_color_model {
    IE_COLOR_UNKNOWN = 0,
    IE_COLOR_GRAY = 1,
    IE_COLOR_YCBCR = 2,
    IE_COLOR_RGB = 3,
    IE_COLOR_CMYK = 4,
    IE_COLOR_YCCK = 5
} ie_color_model;

/* What the header of a file says. */
typedef struct ie_header {
    int64_t width, height;   /* Pixels as stored. */
    int32_t format;          /* ie_format */
    int32_t color_model;     /* ie_color_model */
    int32_t bit_depth;       /* 1, 2, 4, 8 or 16 */
    int32_t orientation;     /* EXIF, 1 to 8; 0 where the file states none. */
    int64_t frame_count;     /* 1 for a still picture. */
    int32_t has_alpha;       /* 0 or 1 */
    int32_t is_animated;     /* 0 or 1 */
    int64_t working_bytes;   /* Memory that enhancing would take, about. */
} ie_header;

/* Reads the header; nothing is decoded. Images that ie_enhance_bytes would refuse (an animation, one above a limit) are
   described too. */
int32_t ie_inspect(const ie_parameters *parameters, const void *bytes, size_t count, ie_header *header, ie_error *error);

/* An enhanced file. */
typedef struct ie_result {
    /* A whole file in the input's format, to be freed by ie_result_free. NULL after an error. */
    uint8_t *bytes;
    size_t count;
    /* Pixels; 0 where the parameter "ignore-error" hid an error. */
    int64_t width, height;
    int32_t format; /* ie_format */
    /* Whether the bytes are the input's own: both levels are 0, or "ignore-error" hid an error. */
    int32_t is_original;
    /* The deviation of the noise found in luma on the 8-bit scale, as far as it is believed to be noise; -1 where
       nothing was filtered. */
    double noise;
    /* How long decoding, filtering and encoding took. */
    double decode_seconds, filter_seconds, encode_seconds;
} ie_result;

/* Enhances a whole file. With "ignore-error" an image that can't be enhanced comes back as it was: IE_OK is returned,
   and `error` says why. `call` may be NULL. */
int32_t ie_enhance_bytes(
    const ie_parameters *parameters, const void *bytes, size_t count, const ie_call *call, ie_result *result,
    ie_error *error);

/* Frees the bytes and empties the result. NULL, and an empty result, are allowed. */
void ie_result_free(ie_result *result);

/* ---- Pixels in, pixels out -------------------------------------------------------------------------------------- */

typedef enum ie_layout {
    IE_GRAY = 1,
    IE_GRAY_ALPHA = 2,
    IE_RGB = 3,
    IE_RGBA = 4,
    IE_BGR = 5,
    IE_BGRA = 6
} ie_layout;

/* Pixels in memory. The sample of channel c in column x of row y lies at
       data + y * row_stride + x * pixel_stride + c * channel_stride
   bytes, where strides may be negative. Alpha is not premultiplied, and is copied. */
typedef struct ie_pixels {
    void *data;
    int64_t width, height;
    int64_t row_stride, pixel_stride, channel_stride;
    int32_t layout; /* ie_layout */
    int32_t depth;  /* 8, or 16 for uint16_t in the machine's byte order, over its full range. */
} ie_pixels;

/* The noise of a picture: measured once, used for many frames of one camera. */
typedef struct ie_noise ie_noise;

/* Filters the pixels of `source` into those of `target`: same size, layout and depth, strides of its own. Both may be
   the same memory, or overlap. `noise` may be NULL, the noise is measured then; `call` may be NULL. After an error the
   target is as it was. */
int32_t ie_enhance_pixels(
    const ie_parameters *parameters, const ie_pixels *source, const ie_pixels *target, const ie_noise *noise,
    const ie_call *call, ie_error *error);

/* ---- Noise profiles --------------------------------------------------------------------------------------------- */

/* Measures the noise of a file, or of pixels. *noise is to be destroyed by the caller; NULL after an error. */
int32_t ie_noise_of_bytes(
    const ie_parameters *parameters, const void *bytes, size_t count, ie_noise **noise, ie_error *error);
int32_t ie_noise_of_pixels(
    const ie_parameters *parameters, const ie_pixels *source, ie_noise **noise, ie_error *error);

/* NULL is allowed. */
void ie_noise_destroy(ie_noise *noise);

/* The deviation of the noise in luma on the 8-bit scale, as far as it is believed to be noise; -1 for NULL. */
double ie_noise_deviation(const ie_noise *noise);

/* How far what was measured is believed to be noise rather than structure, 0 to 1; -1 for NULL. */
double ie_noise_confidence(const ie_noise *noise);

#ifdef __cplusplus
}
#endif

#endif
