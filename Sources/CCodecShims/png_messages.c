#include "png_messages.h"

#include <stdint.h>
#include <stdio.h>

void png_messages_error(png_structp png, png_const_charp text) {
    png_messages *messages = png_get_error_ptr(png);
    snprintf(messages->error, sizeof messages->error, "%s", text);
    longjmp(messages->jump, 1);
}

void png_messages_warning(png_structp png, png_const_charp text) {
    png_messages *messages = png_get_error_ptr(png);
    if (messages->warning_count < PNG_KEPT_WARNINGS) {
        snprintf(messages->warnings[messages->warning_count], PNG_MESSAGE_LENGTH, "%s", text);
    }
    if (messages->warning_count < INT16_MAX) {
        messages->warning_count += 1;
    }
}
