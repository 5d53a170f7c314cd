#pragma once

#include <stddef.h>
#include <stdint.h>

// compiler-rt's libFuzzer, which has no header of its own: it runs the callback until it finds something.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
