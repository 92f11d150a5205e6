// How libjpeg's errors and warnings leave the library. Shared by reader and writer, seen by nobody else.
#ifndef JPEG_FAILURE_H
#define JPEG_FAILURE_H

#include "jpeg_shim.h"
#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <jpeglib.h>

enum { WARNINGS_KEPT = 4 };

typedef struct {
    struct jpeg_error_mgr manager; // first, so that cinfo->err is a pointer to the whole
    jmp_buf escape;                // armed by the shim function that is running
    codec_stop stop;
    jpeg_status status;
    char message[JMSG_LENGTH_MAX];
    size_t warning_count;
    bool lost_picture;             // whether a warning said that part of the picture is not there
    bool is_loss[WARNINGS_KEPT];   // whether that one did
    char warnings[WARNINGS_KEPT][JMSG_LENGTH_MAX];
} jpeg_failure;

/// Routes the errors of a libjpeg object that is about to be created.
struct jpeg_error_mgr *jpeg_failure_install(jpeg_failure *failure);

/// Ends the running shim function with an error of ours.
_Noreturn void jpeg_failure_raise(j_common_ptr cinfo, jpeg_status status, const char *message);

/// The same, if the caller wants an end. libjpeg's progress monitor, called once for every MCU row of a scan or pass.
void jpeg_failure_raise_if_stopped(j_common_ptr cinfo);

/// The same, for a count of components that has no color model.
_Noreturn void jpeg_failure_raise_components(j_common_ptr cinfo, int count);

/// Opens every shim function that calls libjpeg. A macro, because setjmp must be called in the frame that stays.
#define RETURN_STATUS_ON_FAILURE(failure)                                                                             \
    do {                                                                                                              \
        if ((failure)->status != JPEG_OK || setjmp((failure)->escape)) return (failure)->status;                      \
    } while (0)

#endif
