// The files of Specs/signatures as they stood when this was built.
#ifndef CSIGNATURES_H
#define CSIGNATURES_H

#include <stddef.h>

struct signature_file {
  const char *name;
  const unsigned char *bytes;
  size_t count;
};

// The file at a position; NULL behind the last.
const struct signature_file *signature_file(size_t position);

#endif
