/* Enhances one file: enhance_file photo.jpg better.jpg [denoise [sharpen]]
   cc enhance_file.c $(pkg-config --cflags --libs image_enhance) -o enhance_file */
#include <image_enhance.h>

#include <stdio.h>
#include <stdlib.h>

static unsigned char *read_file(const char *path, size_t *count) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) return NULL;
    size_t capacity = 1 << 16;
    unsigned char *bytes = malloc(capacity);
    *count = 0;
    while (bytes != NULL) {
        *count += fread(bytes + *count, 1, capacity - *count, file);
        if (*count < capacity) break;
        unsigned char *larger = realloc(bytes, capacity *= 2);
        if (larger == NULL) free(bytes);
        bytes = larger;
    }
    fclose(file);
    return bytes;
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: enhance_file SOURCE TARGET [DENOISE [SHARPEN]]\n");
        return 64;
    }
    size_t count;
    unsigned char *bytes = read_file(argv[1], &count);
    if (bytes == NULL) {
        perror(argv[1]);
        return 1;
    }
    ie_error error = {0};
    ie_result result = {0};
    ie_parameters *parameters = ie_parameters_create();
    int failed = (argc > 3 && ie_parameters_set(parameters, "denoise", argv[3], &error) != IE_OK) ||
        (argc > 4 && ie_parameters_set(parameters, "sharpen", argv[4], &error) != IE_OK) ||
        ie_enhance_bytes(parameters, bytes, count, NULL, &result, &error) != IE_OK;
    if (failed) {
        fprintf(stderr, "%s: %s\n", argv[1], error.message);
    } else {
        FILE *file = fopen(argv[2], "wb");
        failed = file == NULL || fwrite(result.bytes, 1, result.count, file) != result.count;
        if (file != NULL && fclose(file) != 0) failed = 1;
        if (failed) perror(argv[2]);
    }
    ie_result_free(&result);
    ie_parameters_destroy(parameters);
    free(bytes);
    return failed;
}
