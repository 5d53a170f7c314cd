#pragma once

#include <stddef.h>

// In the place of OpenSSL's function of this name, for a hostapd that is started with this library preloaded.
int PKCS5_PBKDF2_HMAC_SHA1(const char *pass, int passlen, const unsigned char *salt, int saltlen, int iter,
                           int keylen, unsigned char *out);
