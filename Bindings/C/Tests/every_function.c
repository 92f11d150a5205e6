/* Calls every function of the library, with good, bad and absurd arguments: every_function PICTURE.jpg
   Prints what failed and returns how much did. */
#include <image_enhance.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int checks, failures;

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        checks++;                                                                                                      \
        if (!(condition)) {                                                                                            \
            failures++;                                                                                                \
            printf("line %d: %s\n", __LINE__, #condition);                                                             \
        }                                                                                                              \
    } while (0)

static uint8_t *picture;
static size_t picture_count;

static void read_picture(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) exit(99);
    fseek(file, 0, SEEK_END);
    picture_count = (size_t)ftell(file);
    rewind(file);
    picture = malloc(picture_count);
    if (fread(picture, 1, picture_count, file) != picture_count) exit(99);
    fclose(file);
}

static void versions(void) {
    CHECK(ie_abi_version() == IE_ABI_VERSION);
    CHECK(strlen(ie_version()) >= 5);
    CHECK(strcmp(ie_code_name(IE_OK), "ok") == 0);
    CHECK(strcmp(ie_code_name(IE_INVALID_PARAMETER), "invalidParameter") == 0);
    CHECK(strcmp(ie_code_name(IE_MALFORMED_IMAGE), "malformedImage") == 0);
    CHECK(strcmp(ie_code_name(IE_UNSUPPORTED_IMAGE), "unsupportedImage") == 0);
    CHECK(strcmp(ie_code_name(IE_LIMIT_EXCEEDED), "limitExceeded") == 0);
    CHECK(strcmp(ie_code_name(IE_CANCELLED), "cancelled") == 0);
    CHECK(ie_code_name(6) == NULL);
    CHECK(ie_code_name(-1) == NULL);
    CHECK(ie_code_name(INT32_MIN) == NULL);
}

static void parameters(void) {
    ie_error error;
    ie_parameters *p = ie_parameters_create();
    CHECK(p != NULL);
    size_t count = 0;
    int has_denoise = 0;
    for (; ie_parameter_name(count) != NULL; count++) {
        has_denoise |= strcmp(ie_parameter_name(count), "denoise") == 0;
        CHECK(strlen(ie_parameter_help(count)) > 10);
    }
    CHECK(count > 8 && has_denoise);
    CHECK(ie_parameter_name(SIZE_MAX) == NULL && ie_parameter_help(SIZE_MAX) == NULL && ie_parameter_help(count) == NULL);
    CHECK(ie_parameters_set(p, "denoise", "5", &error) == IE_OK);
    CHECK(error.code == IE_OK && error.message[0] == 0);
    CHECK(ie_parameters_set(p, "denoise", "6", &error) == IE_INVALID_PARAMETER);
    CHECK(error.code == IE_INVALID_PARAMETER && strcmp(error.parameter, "denoise") == 0);
    CHECK(strcmp(error.message, "denoise is '6', accepted: an integer from 0 to 5") == 0);
    CHECK(ie_parameters_set(p, "colour", "red", &error) == IE_INVALID_PARAMETER);
    CHECK(ie_parameters_set(p, "threads", "2", NULL) == IE_OK);
    CHECK(ie_parameters_set(p, NULL, "2", &error) == IE_INVALID_PARAMETER);
    CHECK(ie_parameters_set(p, "threads", NULL, NULL) == IE_INVALID_PARAMETER);
    CHECK(ie_parameters_set(NULL, "threads", "2", &error) == IE_INVALID_PARAMETER);
    CHECK(ie_parameters_set(p, "\xff\xfe", "\xc3", &error) == IE_INVALID_PARAMETER);
    /* Messages that are longer than their place are cut, with the zero inside, and not within a character. */
    char *text = malloc(1 << 20);
    for (size_t index = 0; index + 2 < 1 << 20; index += 2) memcpy(text + index, "\xc3\xa9", 2);
    text[(1 << 20) - 2] = 0;
    memset(&error, 'x', sizeof error);
    CHECK(ie_parameters_set(p, "denoise", text, &error) == IE_INVALID_PARAMETER);
    size_t length = strnlen(error.message, sizeof error.message);
    CHECK(length < sizeof error.message && length > sizeof error.message - 4);
    CHECK((uint8_t)error.message[length - 1] == 0xa9);
    CHECK(ie_parameters_set(p, text, "1", &error) == IE_INVALID_PARAMETER);
    free(text);
    ie_parameters_destroy(p);
    ie_parameters_destroy(NULL);
}

static int is_empty(const ie_result *result) {
    return result->bytes == NULL && result->count == 0;
}

static void files(void) {
    ie_error error;
    ie_header header;
    ie_result result, again;
    ie_parameters *p = ie_parameters_create();
    CHECK(ie_inspect(p, picture, picture_count, &header, &error) == IE_OK);
    CHECK(header.width > 0 && header.height > 0 && header.format == IE_FORMAT_JPEG && header.bit_depth == 8);
    CHECK(header.frame_count == 1 && header.is_animated == 0 && header.has_alpha == 0 && header.working_bytes > 1 << 16);
    CHECK(header.color_model == IE_COLOR_YCBCR || header.color_model == IE_COLOR_GRAY);
    CHECK(ie_inspect(p, picture, 10, &header, &error) == IE_MALFORMED_IMAGE && header.width == 0);
    CHECK(ie_inspect(p, picture, picture_count, NULL, &error) == IE_INVALID_PARAMETER);
    CHECK(ie_inspect(NULL, picture, picture_count, &header, &error) == IE_INVALID_PARAMETER);

    CHECK(ie_enhance_bytes(p, picture, picture_count, NULL, &result, &error) == IE_OK);
    CHECK(result.bytes != NULL && result.count > 100 && result.format == IE_FORMAT_JPEG && result.is_original == 0);
    CHECK(result.width > 0 && result.height > 0 && result.noise >= 0 && result.filter_seconds > 0);
    CHECK(result.decode_seconds > 0 && result.encode_seconds > 0);
    CHECK(ie_parameters_set(p, "threads", "3", &error) == IE_OK);
    CHECK(ie_enhance_bytes(p, picture, picture_count, NULL, &again, NULL) == IE_OK);
    CHECK(again.count == result.count && memcmp(again.bytes, result.bytes, result.count) == 0);
    ie_result_free(&again);
    CHECK(is_empty(&again));
    ie_result_free(&again);
    ie_result_free(&result);
    ie_result_free(NULL);

    CHECK(ie_enhance_bytes(p, picture, 100, NULL, &result, &error) == IE_MALFORMED_IMAGE && is_empty(&result));
    CHECK(ie_enhance_bytes(p, "", 0, NULL, &result, &error) == IE_MALFORMED_IMAGE && is_empty(&result));
    CHECK(ie_enhance_bytes(p, NULL, 5, NULL, &result, &error) == IE_INVALID_PARAMETER && is_empty(&result));
    CHECK(ie_enhance_bytes(p, picture, SIZE_MAX, NULL, &result, &error) == IE_INVALID_PARAMETER);
    CHECK(ie_enhance_bytes(p, picture, (size_t)1 << 62, NULL, &result, &error) == IE_LIMIT_EXCEEDED);
    CHECK(strcmp(error.limit, "inputBytes") == 0);
    CHECK(ie_enhance_bytes(p, picture, picture_count, NULL, NULL, &error) == IE_INVALID_PARAMETER);
    CHECK(ie_enhance_bytes(NULL, picture, picture_count, NULL, &result, &error) == IE_INVALID_PARAMETER);
    CHECK(ie_parameters_set(p, "timeout", "0.000001", &error) == IE_OK);
    CHECK(ie_enhance_bytes(p, picture, picture_count, NULL, &result, &error) == IE_LIMIT_EXCEEDED);
    CHECK(strcmp(error.limit, "deadline") == 0);

    CHECK(ie_parameters_set(p, "ignore-error", "1", &error) == IE_OK);
    CHECK(ie_enhance_bytes(p, picture, 100, NULL, &result, &error) == IE_OK);
    CHECK(result.is_original == 1 && result.count == 100 && memcmp(result.bytes, picture, 100) == 0);
    CHECK(result.noise == -1 && result.width == 0 && error.code == IE_MALFORMED_IMAGE && error.message[0] != 0);
    ie_result_free(&result);
    CHECK(ie_enhance_bytes(p, picture, (size_t)1 << 62, NULL, &result, &error) == IE_LIMIT_EXCEEDED);
    ie_parameters_destroy(p);
}

/* ---- Pixels ---- */

enum { WIDTH = 67, HEIGHT = 45 };

static int channel_count(int layout) {
    return (int[]){0, 1, 2, 3, 4, 3, 4}[layout];
}

static ie_pixels pixels(void *data, int layout, int depth) {
    int channels = channel_count(layout), bytes = depth / 8;
    return (ie_pixels){
        .data = data, .width = WIDTH, .height = HEIGHT, .row_stride = WIDTH * channels * bytes,
        .pixel_stride = channels * bytes, .channel_stride = bytes, .layout = layout, .depth = depth};
}

static uint8_t *noisy_bytes(size_t count) {
    uint8_t *bytes = malloc(count);
    uint32_t random = 1;
    for (size_t index = 0; index < count; index++) {
        random = random * 1664525 + 1013904223;
        bytes[index] = (uint8_t)(90 + (random >> 28));
    }
    return bytes;
}

/* Every layout and depth: in place and apart give the same, rows upwards the same upside down, planes apart the same. */
static void layouts(void) {
    ie_parameters *p = ie_parameters_create();
    ie_error error;
    for (int layout = IE_GRAY; layout <= IE_BGRA; layout++) {
        for (int depth = 8; depth <= 16; depth += 8) {
            int channels = channel_count(layout), bytes = depth / 8;
            size_t count = (size_t)WIDTH * HEIGHT * channels * bytes;
            uint8_t *input = noisy_bytes(count), *output = malloc(count), *other = malloc(count);
            ie_pixels source = pixels(input, layout, depth), target = pixels(output, layout, depth);
            CHECK(ie_enhance_pixels(p, &source, &target, NULL, NULL, &error) == IE_OK);
            CHECK(memcmp(input, output, count) != 0);
            if (channels % 2 == 0) {
                int is_copied = 1;
                size_t alpha = (size_t)(channels - 1) * bytes;
                for (size_t at = alpha; at < count; at += (size_t)channels * bytes) {
                    is_copied &= memcmp(input + at, output + at, bytes) == 0;
                }
                CHECK(is_copied);
            }
            /* Planes one after the other. */
            ie_pixels planar = pixels(other, layout, depth);
            planar.pixel_stride = bytes;
            planar.row_stride = WIDTH * bytes;
            planar.channel_stride = WIDTH * HEIGHT * bytes;
            CHECK(ie_enhance_pixels(p, &source, &planar, NULL, NULL, &error) == IE_OK);
            int is_same = 1;
            for (int y = 0; y < HEIGHT; y++)
                for (int x = 0; x < WIDTH; x++)
                    for (int c = 0; c < channels; c++)
                        is_same &= memcmp(
                            output + ((size_t)(y * WIDTH + x) * channels + c) * bytes,
                            other + ((size_t)c * WIDTH * HEIGHT + y * WIDTH + x) * bytes, bytes) == 0;
            CHECK(is_same);
            /* The target upside down. */
            ie_pixels flipped = pixels(other, layout, depth);
            flipped.data = other + (size_t)(HEIGHT - 1) * flipped.row_stride;
            flipped.row_stride = -flipped.row_stride;
            CHECK(ie_enhance_pixels(p, &source, &flipped, NULL, NULL, &error) == IE_OK);
            CHECK(memcmp(output, flipped.data, (size_t)target.row_stride) == 0);
            /* In place, where 16-bit samples lie at odd addresses. */
            uint8_t *odd = malloc(count + 1);
            memcpy(odd + 1, input, count);
            ie_pixels place = pixels(odd + 1, layout, depth);
            CHECK(ie_enhance_pixels(p, &place, &place, NULL, NULL, &error) == IE_OK);
            CHECK(memcmp(odd + 1, output, count) == 0);
            free(odd), free(other), free(output), free(input);
        }
    }
    /* BGR is RGB with its channels the other way. */
    size_t count = (size_t)WIDTH * HEIGHT * 3;
    uint8_t *input = noisy_bytes(count), *output = malloc(count), *other = malloc(count);
    ie_pixels source = pixels(input, IE_BGR, 8), target = pixels(output, IE_BGR, 8);
    CHECK(ie_enhance_pixels(p, &source, &target, NULL, NULL, &error) == IE_OK);
    ie_pixels turned = pixels(input + 2, IE_RGB, 8), result = pixels(other + 2, IE_RGB, 8);
    turned.channel_stride = result.channel_stride = -1;
    CHECK(ie_enhance_pixels(p, &turned, &result, NULL, NULL, &error) == IE_OK);
    CHECK(memcmp(output, other, count) == 0);
    free(other), free(output), free(input);
    ie_parameters_destroy(p);
}

/* None of these may end the process, or change the target. */
static void absurd_pixels(void) {
    size_t count = (size_t)WIDTH * HEIGHT * 3;
    uint8_t *input = noisy_bytes(count), *output = calloc(1, count), *zeros = calloc(1, count);
    ie_parameters *p = ie_parameters_create();
    ie_error error;
    const int64_t sizes[] = {0, -1, INT64_MIN, INT64_MAX, (int64_t)1 << 62, (int64_t)1 << 32, 60000};
    for (size_t index = 0; index < sizeof sizes / sizeof *sizes; index++) {
        for (int side = 0; side < 3; side++) {
            ie_pixels source = pixels(input, IE_RGB, 8), target = pixels(output, IE_RGB, 8);
            if (side != 1) source.width = target.width = sizes[index];
            if (side != 0) source.height = target.height = sizes[index];
            source.row_stride = target.row_stride = 3;
            int32_t code = ie_enhance_pixels(p, &source, &target, NULL, NULL, &error);
            CHECK(code == IE_INVALID_PARAMETER || code == IE_LIMIT_EXCEEDED);
            CHECK(error.message[0] != 0);
            ie_noise *noise;
            CHECK(ie_noise_of_pixels(p, &source, &noise, &error) == code && noise == NULL);
        }
    }
    const int64_t strides[] = {INT64_MIN, INT64_MAX, (int64_t)1 << 62, -((int64_t)1 << 62), -((int64_t)1 << 47)};
    for (size_t index = 0; index < sizeof strides / sizeof *strides; index++) {
        for (int which = 0; which < 3; which++) {
            for (int is_target = 0; is_target < 2; is_target++) {
                ie_pixels source = pixels(input, IE_RGB, 8), target = pixels(output, IE_RGB, 8);
                ie_pixels *changed = is_target ? &target : &source;
                *(int64_t *[]){&changed->row_stride, &changed->pixel_stride, &changed->channel_stride}[which] =
                    strides[index];
                CHECK(ie_enhance_pixels(p, &source, &target, NULL, NULL, &error) == IE_INVALID_PARAMETER);
            }
        }
    }
    ie_pixels source = pixels(input, IE_RGB, 8), target = pixels(output, IE_RGB, 8), wrong;
#define REFUSED(change)                                                                                                \
    do {                                                                                                               \
        wrong = source;                                                                                                \
        wrong.change;                                                                                                  \
        CHECK(ie_enhance_pixels(p, &wrong, &target, NULL, NULL, &error) == IE_INVALID_PARAMETER);                      \
        wrong = target;                                                                                                \
        wrong.change;                                                                                                  \
        CHECK(ie_enhance_pixels(p, &source, &wrong, NULL, NULL, &error) == IE_INVALID_PARAMETER);                      \
    } while (0)
    REFUSED(data = NULL);
    REFUSED(data = (void *)1);
    REFUSED(data = (void *)UINTPTR_MAX);
    REFUSED(layout = 0);
    REFUSED(layout = 7);
    REFUSED(layout = INT32_MIN);
    REFUSED(layout = IE_BGR);
    REFUSED(depth = 0);
    REFUSED(depth = 12);
    REFUSED(depth = 32);
    REFUSED(depth = INT32_MIN);
    REFUSED(width = WIDTH - 1);
    wrong = target;
    wrong.row_stride = 0;
    CHECK(ie_enhance_pixels(p, &source, &wrong, NULL, NULL, &error) == IE_INVALID_PARAMETER);
    CHECK(ie_enhance_pixels(p, NULL, &target, NULL, NULL, &error) == IE_INVALID_PARAMETER);
    CHECK(ie_enhance_pixels(p, &source, NULL, NULL, NULL, &error) == IE_INVALID_PARAMETER);
    CHECK(ie_enhance_pixels(NULL, &source, &target, NULL, NULL, NULL) == IE_INVALID_PARAMETER);
    CHECK(memcmp(output, zeros, count) == 0);
    /* A source may repeat its samples. */
    wrong = source;
    wrong.row_stride = wrong.pixel_stride = wrong.channel_stride = 0;
    CHECK(ie_enhance_pixels(p, &wrong, &target, NULL, NULL, &error) == IE_OK);
    /* One pixel needs no stride. */
    wrong.width = wrong.height = target.width = target.height = 1;
    wrong.channel_stride = 1;
    wrong.row_stride = wrong.pixel_stride = target.row_stride = target.pixel_stride = INT64_MAX;
    CHECK(ie_enhance_pixels(p, &wrong, &target, NULL, NULL, &error) == IE_OK);
    ie_parameters_destroy(p);
    free(zeros), free(output), free(input);
}

static void noise_profiles(void) {
    ie_error error;
    ie_noise *noise = NULL, *none;
    ie_parameters *p = ie_parameters_create();
    CHECK(ie_noise_of_bytes(p, picture, picture_count, &noise, &error) == IE_OK && noise != NULL);
    CHECK(ie_noise_deviation(noise) >= 0 && ie_noise_deviation(noise) < 100);
    CHECK(ie_noise_confidence(noise) >= 0 && ie_noise_confidence(noise) <= 1);
    CHECK(ie_noise_deviation(NULL) == -1 && ie_noise_confidence(NULL) == -1);
    CHECK(ie_noise_of_bytes(p, picture, 5, &none, &error) == IE_MALFORMED_IMAGE && none == NULL);
    CHECK(ie_noise_of_bytes(p, picture, picture_count, NULL, &error) == IE_INVALID_PARAMETER);
    CHECK(ie_noise_of_bytes(p, NULL, 5, &none, &error) == IE_INVALID_PARAMETER);
    CHECK(ie_noise_of_bytes(NULL, picture, picture_count, &none, &error) == IE_INVALID_PARAMETER);

    size_t count = (size_t)WIDTH * HEIGHT * 3;
    uint8_t *input = noisy_bytes(count), *output = malloc(count), *other = malloc(count);
    ie_pixels source = pixels(input, IE_RGB, 8), target = pixels(output, IE_RGB, 8), second = pixels(other, IE_RGB, 8);
    ie_noise *measured;
    CHECK(ie_noise_of_pixels(p, &source, &measured, &error) == IE_OK);
    CHECK(ie_enhance_pixels(p, &source, &target, NULL, NULL, &error) == IE_OK);
    CHECK(ie_enhance_pixels(p, &source, &second, measured, NULL, &error) == IE_OK);
    CHECK(memcmp(output, other, count) == 0);
    /* Of another kind of picture. */
    ie_pixels gray = pixels(input, IE_GRAY, 8);
    CHECK(ie_enhance_pixels(p, &gray, &gray, measured, NULL, &error) == IE_INVALID_PARAMETER);
    CHECK(strcmp(error.parameter, "profile") == 0);
    CHECK(ie_noise_of_pixels(p, NULL, &none, &error) == IE_INVALID_PARAMETER);
    ie_noise_destroy(measured);
    ie_noise_destroy(noise);
    ie_noise_destroy(NULL);
    free(other), free(output), free(input);
    ie_parameters_destroy(p);
}

/* ---- Stopping, watching, threads, forks ---- */

struct watch {
    int calls, is_rising;
    double last, stop_at;
};

static int32_t watching(void *context, double done) {
    struct watch *watch = context;
    watch->calls++;
    watch->is_rising &= done >= watch->last;
    watch->last = done;
    return done >= watch->stop_at;
}

static void calls(void) {
    ie_error error;
    ie_result result;
    ie_parameters *p = ie_parameters_create();
    struct watch watch = {.is_rising = 1, .stop_at = 2};
    ie_call call = {.progress = watching, .context = &watch};
    CHECK(ie_enhance_bytes(p, picture, picture_count, &call, &result, &error) == IE_OK);
    CHECK(watch.calls >= 2 && watch.is_rising && watch.last == 1);
    ie_result_free(&result);
    watch = (struct watch){.is_rising = 1, .stop_at = 0};
    CHECK(ie_enhance_bytes(p, picture, picture_count, &call, &result, &error) == IE_CANCELLED && is_empty(&result));
    CHECK(watch.last < 1 && error.code == IE_CANCELLED);
    ie_cancellation *cancellation = ie_cancellation_create();
    call = (ie_call){.cancellation = cancellation};
    CHECK(ie_enhance_bytes(p, picture, picture_count, &call, &result, &error) == IE_OK);
    ie_result_free(&result);
    ie_cancellation_cancel(cancellation);
    CHECK(ie_enhance_bytes(p, picture, picture_count, &call, &result, &error) == IE_CANCELLED);
    call.progress = watching;
    call.context = &watch;
    CHECK(ie_enhance_bytes(p, picture, picture_count, &call, &result, &error) == IE_CANCELLED);
    /* Not even by the wish to have the original instead. */
    CHECK(ie_parameters_set(p, "ignore-error", "1", &error) == IE_OK);
    CHECK(ie_enhance_bytes(p, picture, picture_count, &call, &result, &error) == IE_CANCELLED);
    uint8_t *input = noisy_bytes((size_t)WIDTH * HEIGHT);
    ie_pixels gray = pixels(input, IE_GRAY, 8);
    CHECK(ie_enhance_pixels(p, &gray, &gray, NULL, &call, &error) == IE_CANCELLED);
    free(input);
    ie_cancellation_cancel(NULL);
    ie_cancellation_destroy(cancellation);
    ie_cancellation_destroy(NULL);
    ie_parameters_destroy(p);
}

static ie_parameters *common;
static ie_result expected;

static int is_as_expected(void) {
    ie_result result;
    if (ie_enhance_bytes(common, picture, picture_count, NULL, &result, NULL) != IE_OK) return 0;
    int is_same = result.count == expected.count && memcmp(result.bytes, expected.bytes, result.count) == 0;
    ie_result_free(&result);
    return is_same;
}

static void *in_thread(void *argument) {
    (void)argument;
    return is_as_expected() ? NULL : (void *)1;
}

/* A child of a fork works as its parent does: before it used the library, after, and while other threads are in it. */
static int child_is_right(void) {
    pid_t child = fork();
    if (child == 0) {
        alarm(120);
        _exit(is_as_expected() ? 0 : 1);
    }
    int status;
    return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void threads_and_forks(void) {
    common = ie_parameters_create();
    ie_parameters_set(common, "method", "bilateral", NULL);
    ie_enhance_bytes(common, picture, picture_count, NULL, &expected, NULL);
    CHECK(child_is_right());
    pthread_t threads[4];
    for (int index = 0; index < 4; index++) pthread_create(&threads[index], NULL, in_thread, NULL);
    CHECK(child_is_right());
    CHECK(child_is_right());
    for (int index = 0; index < 4; index++) {
        void *answer;
        pthread_join(threads[index], &answer);
        CHECK(answer == NULL);
    }
    ie_parameters_set(common, "threads", "2", NULL);
    CHECK(is_as_expected());
    CHECK(child_is_right());
    ie_result_free(&expected);
    ie_parameters_destroy(common);
}

int main(int argc, char **argv) {
    if (argc != 2) return 64;
    read_picture(argv[1]);
    versions();
    parameters();
    files();
    layouts();
    absurd_pixels();
    noise_profiles();
    calls();
    threads_and_forks();
    free(picture);
    printf("%d checks of every function, %d failed\n", checks, failures);
    return failures != 0;
}
