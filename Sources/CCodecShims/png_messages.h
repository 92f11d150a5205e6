#ifndef PNG_MESSAGES_H
#define PNG_MESSAGES_H

#include <png.h>
#include <setjmp.h>

enum { PNG_KEPT_WARNINGS = 8, PNG_MESSAGE_LENGTH = 160 };

/* Where libpng's errors jump to, and what it said. It is libpng's error pointer. */
typedef struct {
    jmp_buf jump;
    char error[PNG_MESSAGE_LENGTH];
    int warning_count;
    char warnings[PNG_KEPT_WARNINGS][PNG_MESSAGE_LENGTH];
} png_messages;

/* Jumps to `jump`, which the entry that is running has armed. */
void png_messages_error(png_structp png, png_const_charp text);
void png_messages_warning(png_structp png, png_const_charp text);

#endif
